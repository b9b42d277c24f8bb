using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class PoolRulesTests
{
    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    [Fact]
    public void Saturated_TwentyTasksOnFourWorkers_NamesThePoolTheTaskAndTheSize()
    {
        var finding = Single(new PoolSaturated(), new Film().With(new SimulatedPool().Burst(0, 20, 1)).Shoot(1.3, from: 100.1));
        Assert.Equal("Thread pool \"report-pool\" is exhausted: 4/4 workers busy, 12 waiting", finding.Title);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("report-pool", finding.Subject);
        Assert.Equal(new Culprit("blocking_io_task", "/srv/shop/app.py", 9, "report-pool_0", null, "time.sleep"), finding.Culprit);
        Assert.Contains("The oldest waiting item has waited ≥ 1.30 s (already waiting when attached).", finding.Evidence);
        Assert.Equal("ThreadPoolExecutor(max_workers=4)", finding.Advice[0].Before);
        Assert.Equal("ThreadPoolExecutor(max_workers=8)", finding.Advice[0].After);
        Assert.Contains(finding.Advice, advice => advice.After == "await asyncio.sleep(…)");
    }

    [Fact]
    public void Saturated_FullPoolThatDrainsAtOnce_IsClear()
    {
        var pool = new SimulatedPool();
        for (var i = 0; i < 60; i++)
            pool.Burst(i * 0.05, 8, 0.02);
        Assert.IsType<Verdict.Clear>(new PoolSaturated().Judge(new Film().With(pool).Shoot(2.8, from: 100.1)));
    }

    [Fact]
    public void Saturated_FullPoolThatHasJustBegunToQueue_IsUndecided()
    {
        var pool = new SimulatedPool().Burst(0.1, 20, 1);
        Assert.IsType<Verdict.Undecided>(new PoolSaturated().Judge(new Film().With(pool).Shoot(0.5)));
    }

    [Fact]
    public void Saturated_LongWaitsBeforeANewBurst_AreNotForgotten()
    {
        var pool = new SimulatedPool().Burst(0.1, 20, 0.5).Burst(3, 20, 0.5);
        Assert.Equal(Severity.Critical, Single(new PoolSaturated(), new Film().With(pool).Shoot(3.5)).Severity);
    }

    [Fact]
    public void Saturated_WaitOfManyTimesTheWork_IsAWarning()
    {
        var pool = new SimulatedPool();
        for (var i = 0; i < 30; i++)
            pool.Burst(i * 0.5, 40, 0.05);
        var finding = Single(new PoolSaturated(), new Film().With(pool).Shoot(5));
        Assert.Equal(Severity.Warning, finding.Severity);
    }

    [Fact]
    public void Saturated_BusyPoolWithAnEmptyQueue_IsClear()
    {
        var pool = new SimulatedPool(workers: 8).Burst(0, 8, 1000);
        Assert.IsType<Verdict.Clear>(new PoolSaturated().Judge(new Film().With(pool).Shoot(5, from: 100.1)));
    }

    [Fact]
    public void Saturated_QueueThatEmptied_SaysWas()
    {
        var finding = Single(new PoolSaturated(), new Film().With(new SimulatedPool().Burst(0.1, 20, 0.5)).Shoot(4));
        Assert.StartsWith("Thread pool \"report-pool\" was exhausted for 1.9", finding.Title);
        Assert.True(finding.Held!.Value.IsOver);
    }

    [Fact]
    public void Saturated_ComputingWorkers_AdvisesProcessesAndNoSize()
    {
        var pool = new SimulatedPool { Kernel = Kernels.ForGil }.Burst(0, 20, 1);
        var advice = Single(new PoolSaturated(), new Film().With(pool).Shoot(2, from: 100.1)).Advice;
        Assert.Equal("ProcessPoolExecutor()", advice[0].After);
        Assert.DoesNotContain(advice, item => item.After?.Contains("max_workers=8", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Saturated_WorkersThatWaitForOneLock_AdvisesNoSize()
    {
        var stack = Code.OnWorker(Code.Standard("threading.py", "Condition.wait"), Code.Standard("queue.py", "Queue.get"), Code.User("checkout", 30));
        var pool = new SimulatedPool { Kernel = Kernels.In(202, 0x1234), Stack = stack }.Burst(0, 20, 1);
        var finding = Single(new PoolSaturated(), new Film().With(pool).Shoot(2, from: 100.1));
        Assert.Contains("more workers only move the queue", finding.Advice[0].Summary);
        Assert.DoesNotContain(finding.Advice, item => item.After?.StartsWith("ThreadPoolExecutor", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Saturated_DefaultExecutor_AdvisesHowToReplaceIt()
    {
        var pool = new SimulatedPool { DefaultOfLoop = 1 }.Burst(0, 20, 1);
        var advice = Single(new PoolSaturated(), new Film().With(pool).Shoot(1.3, from: 100.1)).Advice;
        Assert.Equal("loop.set_default_executor(ThreadPoolExecutor(max_workers=8))", advice[0].After);
    }

    [Fact]
    public void Growing_MoreArrivalsThanCapacity_IsFound()
    {
        var pool = new SimulatedPool();
        for (var i = 0; i < 300; i++)
            pool.Item(i / 40.0, 0.2);
        var finding = Single(new PoolGrowing(), new Film().With(pool).Shoot(4, from: 101));
        Assert.StartsWith("The queue of pool \"report-pool\" grows: 40/s arrive, 20/s are completed", finding.Title);
        Assert.Equal("blocking_io_task", finding.Culprit!.Function);
    }

    [Fact]
    public void Growing_BurstThatDrains_IsClear() =>
        Assert.IsType<Verdict.Clear>(new PoolGrowing().Judge(new Film().With(new SimulatedPool().Burst(0.1, 20, 1)).Shoot(4)));

    [Fact]
    public void Growing_NotYetWatchedForLong_IsUndecided()
    {
        var pool = new SimulatedPool();
        for (var i = 0; i < 300; i++)
            pool.Item(i / 40.0, 0.2);
        Assert.IsType<Verdict.Undecided>(new PoolGrowing().Judge(new Film().With(pool).Shoot(1, from: 101)));
    }

    private static SimulatedPool Nested(ulong awaits, bool atTimes = false) =>
        new SimulatedPool(name: "etl")
        {
            HasResults = !atTimes,
            HasResultsAtTimes = atTimes,
            AwaitsResult = awaits,
            Stack = Code.OnWorker(Code.Standard("threading.py", "Condition.wait"), Code.Standard("concurrent/futures/_base.py", "Future.result"), Code.User("parent", 6)),
            Kernel = Kernels.In(202, 0x99),
        }.Burst(0, 12, 1000);

    [Fact]
    public void Deadlocked_WorkersThatWaitForQueuedItemsOfTheirOwnPool_IsFoundSoon()
    {
        var pool = Nested(0);
        pool = Nested(pool.Items[5].Id + 1);
        var timeline = new Film().With(pool).Shoot(0.6, from: 101);
        var finding = Single(new PoolDeadlocked(), timeline);
        Assert.Equal("Deadlock: pool \"etl\" waits for itself: 4/4 workers wait, 8 items queued", finding.Title);
        Assert.Equal(("parent", "Future.result"), (finding.Culprit!.Function, finding.Culprit.Call));
        Assert.True(((Verdict.Found)new PoolDeadlocked().Judge(timeline)).IsSettled);
    }

    [Fact]
    public void Deadlocked_FuturesReadInSomeLooksOnly_AreProofForAll()
    {
        var pool = Nested(0);
        pool = Nested(pool.Items[5].Id + 1, atTimes: true);
        Assert.Contains("of an item that is queued", Single(new PoolDeadlocked(), new Film().With(pool).Shoot(0.63, from: 101)).Evidence[0]);
    }

    [Fact]
    public void Deadlocked_UnknownResults_NeedsALongStandstill()
    {
        Assert.IsType<Verdict.Undecided>(new PoolDeadlocked().Judge(new Film().With(Nested(3)).Shoot(1, from: 101)));
        Assert.Contains("no item has left the queue", Single(new PoolDeadlocked(), new Film().With(Nested(3)).Shoot(2.1, from: 101)).Evidence[0]);
    }

    [Fact]
    public void Deadlocked_WorkersThatMerelyWorkForLong_IsClear() =>
        Assert.IsType<Verdict.Clear>(new PoolDeadlocked().Judge(new Film().With(new SimulatedPool().Burst(0, 20, 1000)).Shoot(5, from: 101)));

    [Fact]
    public void Deadlocked_WaitersWhoseQueueMoves_IsNotFound()
    {
        var pool = new SimulatedPool { AwaitsResult = 3 }.Burst(0, 100, 0.3);
        Assert.IsNotType<Verdict.Found>(new PoolDeadlocked().Judge(new Film().With(pool).Shoot(5, from: 100.1)));
    }
}
