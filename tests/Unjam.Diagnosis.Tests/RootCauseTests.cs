using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class RootCauseTests
{
    private static readonly Timeline Nothing = new Film().Shoot(0);

    private static Finding Make(string id, string subject, string? cause = null, bool isOver = false) =>
        new(id, Severity.Critical, $"{id} of {subject}", subject) { Cause = cause, Held = new Held(TimeSpan.FromSeconds(2), false, default, isOver), Evidence = ["why"] };

    private static string[] Settle(params Finding[] findings) => [.. RootCause.Settle([.. findings], Nothing).Select(finding => $"{finding.Id} {finding.Subject}")];

    [Fact]
    public void Settle_StoppedTarget_ExplainsEverything() =>
        Assert.Equal(["target-stopped process"], Settle(
            Make(FindingIds.LoopBlocked, "main", "sleep"), Make(FindingIds.PoolSaturated, "db"), Make(FindingIds.TargetStopped, "process"), Make(FindingIds.Inconclusive, "process")));

    [Fact]
    public void Settle_TargetThatGoesOnAgain_ExplainsNothingAnyMore() =>
        Assert.Equal(2, Settle(Make(FindingIds.LoopBlocked, "main", "sleep"), Make(FindingIds.TargetStopped, "process", isOver: true)).Length);

    [Fact]
    public void Settle_StarvedLoop_IsNotBlamedOnItsCallbacks() =>
        Assert.Equal(["loop-starved-by-gil main"], Settle(Make(FindingIds.LoopStarvedByGil, "main"), Make(FindingIds.LoopBlocked, "main", "cpu")));

    [Fact]
    public void Settle_StarvedLoopThatAlsoSleeps_IsTwoRootCauses() =>
        Assert.Equal(2, Settle(Make(FindingIds.LoopStarvedByGil, "main"), Make(FindingIds.LoopBlocked, "main", "sleep")).Length);

    [Fact]
    public void Settle_OtherLoop_StandsForItself() =>
        Assert.Equal(2, Settle(Make(FindingIds.LoopStarvedByGil, "main"), Make(FindingIds.LoopBlocked, "grpc", "cpu")).Length);

    [Fact]
    public void Settle_ChainOfCauses_EndsAtTheFirst()
    {
        var roots = RootCause.Settle(
            [Make(FindingIds.LoopBlocked, "main", "cpu"), Make(FindingIds.LoopStarvedByGil, "main"), Make(FindingIds.LoopStarvedOfCpu, "main")], Nothing);
        var root = Assert.Single(roots);
        Assert.Equal(FindingIds.LoopStarvedOfCpu, root.Id);
        Assert.Equal(["loop-blocked of main.", "loop-starved-by-gil of main."], root.Consequences.AsEnumerable());
    }

    [Fact]
    public void Settle_DeadlockedPool_ExplainsThatItIsFullAndGrows() =>
        Assert.Equal(["pool-deadlocked etl"], Settle(
            Make(FindingIds.PoolGrowing, "etl"), Make(FindingIds.PoolSaturated, "etl"), Make(FindingIds.PoolDeadlocked, "etl")));

    [Fact]
    public void Settle_GrowingPool_ExplainsThatItIsFull() =>
        Assert.Equal(["pool-saturated other", "pool-growing db"], Settle(
            Make(FindingIds.PoolSaturated, "db"), Make(FindingIds.PoolSaturated, "other"), Make(FindingIds.PoolGrowing, "db")));

    [Fact]
    public void Settle_PoolWhoseWorkersWaitForABlockedLoop_IsAConsequence()
    {
        var pool = new SimulatedPool(name: "sync") { AwaitsResult = 77 }.Burst(0, 20, 100);
        var timeline = new Film().With(pool).Shoot(1);
        var findings = ImmutableArray.Create(Make(FindingIds.PoolSaturated, "sync"), Make(FindingIds.LoopBlocked, "main", "sleep"));
        Assert.Equal(FindingIds.LoopBlocked, Assert.Single(RootCause.Settle(findings, timeline)).Id);
        Assert.Equal(2, RootCause.Settle(findings, Nothing).Length);
    }

    [Fact]
    public void Settle_PoolThatComputesWhatStarvesTheLoop_IsAConsequence()
    {
        var score = new Culprit("score", "/srv/app.py", 6, "cpu_0", null, null);
        var gil = Make(FindingIds.LoopStarvedByGil, "main") with { Culprit = score };
        Assert.Equal(["loop-starved-by-gil main"], Settle(gil, Make(FindingIds.PoolSaturated, "cpu") with { Culprit = score with { Thread = "cpu_3" } }));
        Assert.Equal(2, Settle(gil, Make(FindingIds.PoolSaturated, "db") with { Culprit = score with { Function = "query" } }).Length);
    }

    [Fact]
    public void Settle_Order_IsWorstFirstAndDoubtLast()
    {
        var warning = Make(FindingIds.LoopBlocked, "main", "sleep") with { Severity = Severity.Warning };
        var doubt = Make(FindingIds.Inconclusive, "process") with { Severity = Severity.Warning };
        Assert.Equal(["pool-saturated db", "loop-blocked main", "inconclusive process"], Settle(doubt, warning, Make(FindingIds.PoolSaturated, "db")));
    }
}
