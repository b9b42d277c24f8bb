namespace Unjam.Executors;

/// <summary>How an item left its worker.</summary>
internal enum Outcome
{
    Completed,
    Failed,
    Cancelled,

    /// <summary>It has begun and awaits something: its end comes later, on any thread.</summary>
    Suspended,
}
