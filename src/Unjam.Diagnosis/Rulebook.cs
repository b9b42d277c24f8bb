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
            new TargetStopped(), new LoopStarvedOfCpu(), new LoopStarvedByGil(), new LoopBlocked(),
            new PoolDeadlocked(pools), new PoolGrowing(pools), new PoolSaturated(pools), new Inconclusive(),
        ];
    }
}
