using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>The rules, with their default thresholds.</summary>
public static class Rulebook
{
    /// <summary>All rules, for one watch: those about pools share what they follow.</summary>
    public static ImmutableArray<IRule> All()
    {
        var pools = new PoolHistories();
        return
        [
            new TargetStopped(), new LoopStarvedOfCpu(), new LoopStarvedByGil(), new GcPause(),
            new LoopDeadlocked(), new LoopBlocked(), new LoopSaturated(),
            new CoroutineInExecutor(), new ResolverInBusyPool(pools), new WorkerAbandoned(pools), new WorkerStuck(pools),
            new PoolDeadlocked(pools), new PoolGrowing(pools), new PoolSaturated(pools),
            new PoolBehindBottleneck(pools), new PoolGilBound(pools), new SingleThreadExecutor(pools),
            new LimiterExhausted(pools), new LimiterHeldByBlockedLoop(pools), new LimiterDeadlocked(pools),
            new PoolStarved(pools), new SyncOverAsync(pools), new LockConvoy(),
            new Inconclusive(),
        ];
    }
}
