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
    public void Settle_StarvedLoopThatWaitsForANewThread_IsNotBlamedOnTheLock()
    {
        var starting = new Stack([
            new Frame(new Function("Condition.wait", "/usr/lib/python3.11/threading.py", 1), 2),
            new Frame(new Function("Thread.start", "/usr/lib/python3.11/threading.py", 3), 4),
            new Frame(new Function("main", "/srv/app.py", 5), 6)]);
        Assert.Equal(["loop-starved-by-gil main"], Settle(
            Make(FindingIds.LoopStarvedByGil, "main"), Make(FindingIds.LoopBlocked, "main", "lock") with { Stack = starting }));
        Assert.Equal(2, Settle(Make(FindingIds.LoopStarvedByGil, "main"), Make(FindingIds.LoopBlocked, "main", "lock")).Length);
    }

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

    [Theory]
    [InlineData(FindingIds.LoopStarvedOfCpu, FindingIds.LoopSaturated, true)]
    [InlineData(FindingIds.LoopStarvedOfCpu, FindingIds.GcPause, true)]
    [InlineData(FindingIds.LoopStarvedByGil, FindingIds.LoopSaturated, true)]
    [InlineData(FindingIds.LoopDeadlocked, FindingIds.LoopBlocked, true)]
    [InlineData(FindingIds.PoolDeadlocked, FindingIds.WorkerStuck, true)]
    [InlineData(FindingIds.PoolDeadlocked, FindingIds.ResolverInBusyPool, true)]
    [InlineData(FindingIds.ResolverInBusyPool, FindingIds.PoolSaturated, true)]
    [InlineData(FindingIds.ResolverInBusyPool, FindingIds.PoolGrowing, true)]
    [InlineData(FindingIds.LoopSaturated, FindingIds.LoopBlocked, false)]
    [InlineData(FindingIds.LoopBlocked, FindingIds.LoopSaturated, false)]
    [InlineData(FindingIds.GcPause, FindingIds.LoopBlocked, false)]
    [InlineData(FindingIds.GcPause, FindingIds.LoopStarvedByGil, false)]
    [InlineData(FindingIds.WorkerStuck, FindingIds.PoolSaturated, false)]
    [InlineData(FindingIds.WorkerAbandoned, FindingIds.PoolSaturated, false)]
    [InlineData(FindingIds.WorkerAbandoned, FindingIds.WorkerStuck, false)]
    [InlineData(FindingIds.LoopDeadlocked, FindingIds.PoolSaturated, false)]
    [InlineData(FindingIds.CoroutineInExecutor, FindingIds.PoolSaturated, false)]
    public void Settle_Pair_IsOneRootCauseOrTwo(string cause, string effect, bool isOne)
    {
        Assert.Equal(isOne ? [$"{cause} x"] : [$"{cause} x", $"{effect} x"], Settle(Make(cause, "x"), Make(effect, "x")).Order(StringComparer.Ordinal).OrderBy(name => name != $"{cause} x"));
        if (cause != FindingIds.LoopStarvedOfCpu)
            Assert.Equal(2, Settle(Make(cause, "x"), Make(effect, "y")).Length);
    }

    [Fact]
    public void Settle_DeadlockedLoop_DoesNotExplainAnEarlierBlockElsewhere()
    {
        var lookup = new Culprit("lookup", "/srv/app.py", 6, null, null, null);
        var deadlock = Make(FindingIds.LoopDeadlocked, "main") with { Culprit = lookup };
        var earlier = Make(FindingIds.LoopBlocked, "main", "sleep", isOver: true);
        Assert.Equal(2, Settle(deadlock, earlier with { Culprit = lookup with { Function = "other" } }).Length);
        Assert.Single(Settle(deadlock, earlier with { Culprit = lookup }));
    }

    [Fact]
    public void Settle_CollectorThatHoldsTheLock_ExplainsThatTheLoopWaitsForIt()
    {
        var loop = new SimulatedLoop { Kernel = (_, _) => Kernels.ForGil }.Polls(60);
        var findings = ImmutableArray.Create(Make(FindingIds.GcPause, "process"), Make(FindingIds.LoopStarvedByGil, "MainThread"));
        Assert.Equal(FindingIds.GcPause, Assert.Single(RootCause.Settle(findings, new Film().With(loop).With(look => look.IsCollecting = true).Shoot(1))).Id);
        Assert.Equal(2, RootCause.Settle(findings, new Film().With(loop).With(look => look.IsCollecting = false).Shoot(1)).Length);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    public void Settle_StuckWorkers_ExplainAFullPoolOnlyWhenTheyAreAll(int stuck, bool isOne)
    {
        var pool = new SimulatedPool(name: "db").Burst(0, stuck, 1000);
        for (var i = 0; i < 200; i++)
            pool.Item(i * 0.01, 0.1);
        var findings = ImmutableArray.Create(Make(FindingIds.WorkerStuck, "db"), Make(FindingIds.PoolSaturated, "db"));
        Assert.Equal(isOne ? 1 : 2, RootCause.Settle(findings, new Film().With(pool).Shoot(3)).Length);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void Settle_AbandonedWorkers_ExplainAFullPoolWhenTheyAreHalf(int abandoned, bool isOne)
    {
        var pool = new SimulatedPool(name: "db") { CallerOf = (job, _) => new Caller("t", null, job.Worker < abandoned) }.Burst(0, 8, 60);
        var findings = ImmutableArray.Create(Make(FindingIds.WorkerAbandoned, "db"), Make(FindingIds.PoolSaturated, "db"));
        Assert.Equal(isOne ? 1 : 2, RootCause.Settle(findings, new Film().With(pool).Shoot(1)).Length);
    }

    [Fact]
    public void Settle_Order_IsWorstFirstAndDoubtLast()
    {
        var warning = Make(FindingIds.LoopBlocked, "main", "sleep") with { Severity = Severity.Warning };
        var doubt = Make(FindingIds.Inconclusive, "process") with { Severity = Severity.Warning };
        Assert.Equal(["pool-saturated db", "loop-blocked main", "inconclusive process"], Settle(doubt, warning, Make(FindingIds.PoolSaturated, "db")));
    }
}
