namespace Unjam.Model;

/// <summary>Why the shared pool of .NET changed its number of threads, with the runtime's numbers.</summary>
/// <remarks>Source: <c>NativeRuntimeEventSource.ThreadAdjustmentReasonMap</c>, .NET 6 to 10.</remarks>
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
