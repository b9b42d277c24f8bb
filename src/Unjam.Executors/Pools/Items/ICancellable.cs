namespace Unjam.Executors;

/// <summary>An item that a token can cancel while it waits.</summary>
internal interface ICancellable
{
    /// <summary>What cancels it; null when nothing can.</summary>
    Cancellation? Cancellation { get; }

    /// <summary>It was cancelled and counted: tells whoever waits for it.</summary>
    void Cancelled();
}
