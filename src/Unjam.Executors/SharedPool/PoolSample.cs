using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What was read of the shared pool at one moment: facts only.</summary>
internal readonly record struct PoolSample
{
    public required Moment At { get; init; }

    public required int Threads { get; init; }

    /// <summary>Threads with work: most threads less available ones, as the pool counts them.</summary>
    public required int Busy { get; init; }

    public required int MinThreads { get; init; }

    public required int MaxThreads { get; init; }

    /// <summary>Items that wait, our probe excluded.</summary>
    public required long Queued { get; init; }

    /// <summary>Items that have ended, our probes excluded.</summary>
    public required long Completed { get; init; }

    /// <summary>Age of the outstanding probe, or the whole wait of one that ran since the last sample; zero when there was none.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>A probe ran since the last sample: <see cref="Wait"/> is exact.</summary>
    public bool HasRun { get; init; }

    /// <summary>How much of <see cref="Wait"/> the garbage collector stopped all threads.</summary>
    public TimeSpan Paused { get; init; }

    /// <summary>How much more of <see cref="Wait"/> the watchdog's own thread, which needs no pool, was late: the process did not run.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>CPUs that the process may use.</summary>
    public required int Cpus { get; init; }

    /// <summary>CPU time that the process has used since it began; null when it was not read.</summary>
    public TimeSpan? Cpu { get; init; }

    /// <summary>How long the control group has been kept from running so far; null when it was not read or there is no limit.</summary>
    public TimeSpan? Throttled { get; init; }

    /// <summary>What the kernel says of the pool's threads; null when it was not asked.</summary>
    public WorkerTally? Workers { get; init; }

    /// <summary>Threads known to wait for the lock that most threads wait for; null when nobody listens.</summary>
    public int? LockWaiters { get; init; }

    /// <summary>Native id of the thread that holds that lock; 0 when unknown.</summary>
    public int LockOwner { get; init; }
}
