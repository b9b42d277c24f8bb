using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>The stable ids of findings. Each has an advice page of the same name.</summary>
public static class FindingIds
{
    public const string LoopBlocked = "loop-blocked";
    public const string LoopDeadlocked = "loop-deadlocked";
    public const string LoopSaturated = "loop-saturated";
    public const string LoopStarvedByGil = "loop-starved-by-gil";
    public const string LoopStarvedOfCpu = "loop-starved-of-cpu";
    public const string GcPause = "gc-pause";
    public const string PoolSaturated = "pool-saturated";
    public const string PoolGrowing = "pool-growing";
    public const string PoolDeadlocked = "pool-deadlocked";
    public const string ResolverInBusyPool = "resolver-in-busy-pool";
    public const string WorkerStuck = "worker-stuck";
    public const string WorkerAbandoned = "worker-abandoned";
    public const string CoroutineInExecutor = "coroutine-in-executor";
    public const string PoolBehindBottleneck = "pool-behind-bottleneck";
    public const string PoolGilBound = "pool-gil-bound";
    public const string LimiterExhausted = "limiter-exhausted";
    public const string LimiterHeldByBlockedLoop = "limiter-held-by-blocked-loop";
    public const string LimiterDeadlocked = "limiter-deadlocked";
    public const string SingleThreadExecutor = "single-thread-executor";
    public const string PoolStarved = "pool-starved";
    public const string SyncOverAsync = "sync-over-async";
    public const string LockConvoy = "lock-convoy";
    public const string TargetStopped = "target-stopped";
    public const string Inconclusive = "inconclusive";

    /// <summary>All of them, in the order in which they are explained.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        LoopBlocked, LoopDeadlocked, LoopSaturated, LoopStarvedByGil, LoopStarvedOfCpu, GcPause,
        PoolSaturated, PoolGrowing, PoolDeadlocked,
        PoolBehindBottleneck, PoolGilBound, LimiterExhausted, LimiterHeldByBlockedLoop, LimiterDeadlocked, SingleThreadExecutor,
        ResolverInBusyPool, WorkerStuck, WorkerAbandoned, CoroutineInExecutor,
        PoolStarved, SyncOverAsync, LockConvoy,
        TargetStopped, Inconclusive,
    ];
}
