namespace Unjam.DotNet.Nettrace;

/// <summary>The events that are read here. Their fields stand in the runtime's manifest (src/coreclr/vm/ClrEtwAll.man).</summary>
public enum KnownEvent
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>What a thread was executing (Microsoft-DotNETCore-SampleProfiler).</summary>
    Sample,

    /// <summary>A method was compiled (MethodLoadVerbose, 143).</summary>
    MethodLoaded,

    /// <summary>A method that is there as the session ends (MethodDCEndVerbose, 144 of the rundown).</summary>
    MethodPresent,

    /// <summary>A module was loaded (ModuleLoad, 152).</summary>
    ModuleLoaded,

    /// <summary>A module that is there as the session ends (ModuleDCEnd, 154 of the rundown).</summary>
    ModulePresent,

    /// <summary>A thread begins to wait for a lock (ContentionStart, 81).</summary>
    ContentionBegan,

    /// <summary>A thread has got the lock (ContentionStop, 91).</summary>
    ContentionEnded,

    /// <summary>A thread begins a managed wait (WaitHandleWaitStart, 301; .NET 9 and later).</summary>
    WaitBegan,

    /// <summary>A managed wait is over (WaitHandleWaitStop, 302).</summary>
    WaitEnded,

    /// <summary>The shared pool changed its number of threads (ThreadPoolWorkerThreadAdjustmentAdjustment, 55).</summary>
    PoolAdjusted,

    /// <summary>Work was given to the shared pool (ThreadPoolEnqueueWork, 30).</summary>
    WorkEnqueued,

    /// <summary>The shared pool began with it (ThreadPoolDequeueWork, 31).</summary>
    WorkDequeued,

    /// <summary>The value of a counter (EventCounters).</summary>
    Counter,

    /// <summary>The runtime begins to stop all managed threads (GCSuspendEEBegin, 9).</summary>
    Suspending,

    /// <summary>All managed threads run again (GCRestartEEEnd, 3).</summary>
    Resumed,

    /// <summary>A host that uses Unjam begins to say how its pools and loops are (<c>Beat</c> of the provider <c>Unjam</c>, 1).</summary>
    UnjamBeat,

    /// <summary>A pool of it (<c>Pool</c>, 2).</summary>
    UnjamPool,

    /// <summary>A loop of it (<c>Loop</c>, 3).</summary>
    UnjamLoop,
}
