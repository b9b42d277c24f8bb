namespace Unjam.Executors;

/// <summary>Why work waits for a thread of the shared pool.</summary>
public enum PoolIncidentKind
{
    /// <summary>The pool's threads are blocked, and it adds new ones too slowly.</summary>
    Starved,

    /// <summary>The threads run: what is missing is CPU time, taken by this process or by its neighbours.</summary>
    CpuSaturated,

    /// <summary>The garbage collector stopped all threads for most of the wait.</summary>
    GcPause,

    /// <summary>The control group has used its CPU quota and is kept from running.</summary>
    Throttled,

    /// <summary>Most threads queue for one lock: more threads would only lengthen that queue.</summary>
    LockConvoy,

    /// <summary>Work waits though the pool may run more of it at once: it was not woken. A fault of the runtime, not of the program (dotnet/runtime#117877).</summary>
    LostWakeUp,
}
