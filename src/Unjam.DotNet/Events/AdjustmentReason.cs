namespace Unjam.DotNet.Events;

/// <summary>Why the shared pool changed its number of threads, with the runtime's numbers.</summary>
public enum AdjustmentReason
{
    Warmup,
    Initializing,
    RandomMove,
    ClimbingMove,
    ChangePoint,
    Stabilizing,

    /// <summary>Nothing was taken from the queue for half a second while work waited.</summary>
    Starvation,

    /// <summary>A thread found no work for long and ended.</summary>
    ThreadTimedOut,

    /// <summary>Threads wait for tasks: the only kind of blocking that the pool compensates.</summary>
    CooperativeBlocking,
}
