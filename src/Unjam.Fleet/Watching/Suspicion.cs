namespace Unjam.Fleet;

/// <summary>What one look at a target gives reason for.</summary>
internal enum Suspicion
{
    /// <summary>Nothing looks wrong.</summary>
    None,

    /// <summary>Something runs so long that only a long watch can tell whether it is stuck.</summary>
    Lasting,

    /// <summary>A loop is held or full, or work waits: many looks are needed now.</summary>
    Pressing,
}
