using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class WorkerRulesTests
{
    private static readonly Function Fetch = new("fetch", "/srv/shop/app.py", 8);
    private static readonly Function Coroutine = new("fetch_async", "/srv/shop/app.py", 12) { IsCoroutine = true };
    private static readonly Function Lookup = new("getaddrinfo", "/usr/lib/python3.11/socket.py", 947);
    private static readonly Caller Gone = new("GET /x", new Function("handler", "/srv/shop/app.py", 20), true);

    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    /// <summary>One item that runs for long, and short ones of the same function on the other workers.</summary>
    private static SimulatedPool OneStuck(double seconds = 0.02, int siblings = 200, Func<SimulatedPool.Job, Function?>? calls = null)
    {
        var pool = new SimulatedPool(name: "fetchers") { Calls = calls ?? (_ => Fetch) }.Item(0, 1000);
        for (var i = 0; i < siblings; i++)
            pool.Item(i * 0.05, seconds);
        return pool;
    }

    [Fact]
    public void Stuck_FarBeyondItsSiblings_NamesThePoolTheFunctionAndTheTime()
    {
        var finding = Single(new WorkerStuck(), new Film().With(OneStuck()).Shoot(3, from: 100.1));
        Assert.Equal("1 of 4 workers of pool \"fetchers\" is stuck in time.sleep in blocking_io_task for ≥ 3.00 s", finding.Title);
        Assert.Equal((Severity.Warning, "fetchers", "sleep"), (finding.Severity, finding.Subject, finding.Cause));
        Assert.Equal(("blocking_io_task", 9, "fetchers_0"), (finding.Culprit!.Function, finding.Culprit.Line, finding.Culprit.Thread));
        Assert.Contains("3 workers are left for all other work of this pool.", finding.Consequences);
        Assert.Contains(finding.Evidence, line => line.StartsWith("Other items that call the same function took at most", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2.05, true)]
    [InlineData(1.90, false)]
    public void Stuck_AroundTwoSeconds_IsFoundAboveIt(double watched, bool isFound) =>
        Assert.Equal(isFound, new WorkerStuck().Judge(new Film().With(OneStuck()).Shoot(watched, from: 100.1)) is Verdict.Found);

    [Fact]
    public void Stuck_TenTimesItsSiblings_IsClear() =>
        Assert.IsType<Verdict.Clear>(new WorkerStuck().Judge(new Film().With(OneStuck(0.25)).Shoot(3, from: 100.1)));

    [Fact]
    public void Stuck_TooFewSiblings_IsClear() =>
        Assert.IsType<Verdict.Clear>(new WorkerStuck().Judge(new Film().With(OneStuck(siblings: 9)).Shoot(3, from: 100.1)));

    [Fact]
    public void Stuck_SiblingsOfAnotherFunction_AreNotCompared() =>
        Assert.IsType<Verdict.Clear>(new WorkerStuck().Judge(new Film().With(OneStuck(calls: job => job.Ended - job.Started > TimeSpan.FromSeconds(1) ? Fetch : Lookup)).Shoot(3, from: 100.1)));

    [Fact]
    public void Stuck_EveryItemLong_IsClear()
    {
        // those that end soon after the attach have run for twenty seconds, of which little was seen
        var pool = new SimulatedPool(workers: 20) { Calls = _ => Fetch };
        for (var i = 0; i < 60; i++)
            pool.Item(i * 0.05, 20);
        Assert.IsType<Verdict.Clear>(new WorkerStuck().Judge(new Film().With(pool).Shoot(3, from: 119.9)));
    }

    [Theory]
    [InlineData(30.5, true)]
    [InlineData(29.5, false)]
    public void Stuck_ByTheClock_IsFoundFromThirtySecondsOn(double watched, bool isFound)
    {
        var pool = new SimulatedPool().Item(0, 1000);
        var verdict = new WorkerStuck().Judge(new Film().With(pool).Shoot(watched, hz: 10, from: 100.1));
        Assert.Equal(isFound, verdict is Verdict.Found);
        if (verdict is Verdict.Found found)
            Assert.Equal(Severity.Info, Assert.Single(found.Findings).Severity);
    }

    [Fact]
    public void Stuck_AllWorkers_IsCritical()
    {
        var pool = new SimulatedPool(workers: 2).Burst(0, 6, 1000);
        var finding = Single(new WorkerStuck(), new Film().With(pool).Shoot(31, hz: 10, from: 100.1));
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains("No worker is left: 4 items wait.", finding.Consequences);
    }

    private static SimulatedPool Abandoned(double from, double until = 1000, int items = 1) =>
        new SimulatedPool(name: "asyncio") { Calls = _ => Fetch, CallerOf = (_, at) => at.Seconds - 100 >= from && at.Seconds - 100 < until ? Gone : Gone with { IsCancelled = false } }
            .Burst(0, items, 60);

    [Fact]
    public void Abandoned_ItemOfACancelledCaller_NamesTheCallAndTheCaller()
    {
        var finding = Single(new WorkerAbandoned(), new Film().With(Abandoned(0.5)).Shoot(3));
        Assert.Equal("1 of 4 workers of pool \"asyncio\" runs in blocking_io_task for callers that have gone", finding.Title);
        Assert.Equal((Severity.Warning, "asyncio", "sleep"), (finding.Severity, finding.Subject, finding.Cause));
        Assert.Equal(("blocking_io_task", 9, "GET /x", "time.sleep"), (finding.Culprit!.Function, finding.Culprit.Line, finding.Culprit.Task, finding.Culprit.Call));
        Assert.Equal(2.5, finding.Held!.Value.Duration.TotalSeconds, 2);
        Assert.True(finding.Held.Value.IsLowerBound);
    }

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(1.4, false)]
    public void Abandoned_AroundASecondOfWorkersTime_IsFoundFromItOn(double watched, bool isFound)
    {
        var verdict = new WorkerAbandoned().Judge(new Film().With(Abandoned(0.5)).Shoot(watched));
        Assert.Equal(isFound, verdict is Verdict.Found);
        if (!isFound)
            Assert.IsType<Verdict.Undecided>(verdict);
    }

    [Fact]
    public void Abandoned_CallerWithoutAName_LeavesNoEmptyName()
    {
        var pool = new SimulatedPool { CallerOf = (_, _) => new Caller("", null, true) }.Burst(0, 1, 60);
        var finding = Single(new WorkerAbandoned(), new Film().With(pool).Shoot(2));
        Assert.Null(finding.Culprit!.Task);
        Assert.Contains("The caller has left no name: the future it waited on is cancelled, and the item still runs.", finding.Evidence);
    }

    [Fact]
    public void Abandoned_SeveralShortOnes_AddUp() =>
        Single(new WorkerAbandoned(), new Film().With(Abandoned(0.5, items: 3)).Shoot(0.9));

    [Fact]
    public void Abandoned_AllWorkersWhileWorkWaits_IsCritical() =>
        Assert.Equal(Severity.Critical, Single(new WorkerAbandoned(), new Film().With(Abandoned(0.5, items: 8)).Shoot(2)).Severity);

    [Fact]
    public void Abandoned_CallersThatWait_IsClear() =>
        Assert.IsType<Verdict.Clear>(new WorkerAbandoned().Judge(new Film().With(Abandoned(99)).Shoot(3)));

    [Fact]
    public void Abandoned_AnotherItemAtTheSameThread_IsNotTheSameRun()
    {
        // each item is seen for nobody in one look only
        var pool = new SimulatedPool(workers: 1) { HasResults = true, ReusesIds = false, CallerOf = (_, _) => Gone };
        for (var i = 0; i < 300; i++)
            pool.Item(i * 0.01, 0.009);
        Assert.IsType<Verdict.Clear>(new WorkerAbandoned().Judge(new Film().With(pool).Shoot(2.5, from: 100.005)));
    }

    [Fact]
    public void Coroutine_InTheQueue_IsFoundByOneSight()
    {
        var pool = new SimulatedPool(workers: 1, name: "io") { Calls = job => job.Started > job.Arrived ? Coroutine : Fetch }.Burst(0, 6, 60);
        var finding = Single(new CoroutineInExecutor(), new Film().With(pool).Shoot(0, from: 100.1));
        Assert.Equal("Coroutine function fetch_async is given to pool \"io\": it never runs", finding.Title);
        Assert.Equal((Severity.Critical, "fetch_async", 12), (finding.Severity, finding.Culprit!.Function, finding.Culprit.Line));
        Assert.Equal("await fetch_async(…)", finding.Advice[0].After);
    }

    [Fact]
    public void Coroutine_FewerSightsThanAskedFor_IsClear()
    {
        var pool = new SimulatedPool(workers: 1) { Calls = _ => Coroutine }.Burst(0, 2, 60);
        var timeline = new Film().With(pool).Shoot(1, from: 100.1);
        Assert.IsType<Verdict.Found>(new CoroutineInExecutor(2).Judge(timeline));
        Assert.IsType<Verdict.Clear>(new CoroutineInExecutor(3).Judge(timeline));
    }

    [Fact]
    public void Coroutine_InAPoolMadeByHand_IsClear()
    {
        var pool = new SimulatedPool { Calls = _ => Coroutine, Kind = PoolKind.QueuePool }.Burst(0, 20, 1);
        Assert.IsType<Verdict.Clear>(new CoroutineInExecutor().Judge(new Film().With(pool).Shoot(1)));
    }

    [Fact]
    public void Coroutine_PlainFunctions_IsClear() =>
        Assert.IsType<Verdict.Clear>(new CoroutineInExecutor().Judge(new Film().With(OneStuck()).Shoot(1)));

    /// <summary>Slow work that fills the pool, and a lookup that arrives behind it.</summary>
    private static SimulatedPool Resolving(double arrives, Stack? stack = null) =>
        new SimulatedPool(name: "asyncio") { DefaultOfLoop = 1, Stack = stack ?? Code.OnWorker(Code.User("slow_s3_put", 9)), Calls = job => job.Arrived >= Film.Second(100.01) ? Lookup : Fetch }
            .Burst(0, 4, 60).Item(arrives, 0.01);

    [Fact]
    public void Resolver_BehindSlowWork_NamesTheSlowWork()
    {
        var finding = Single(new ResolverInBusyPool(), new Film().With(Resolving(0.5)).Shoot(2));
        Assert.Equal("Name resolution waits behind slow_s3_put in the default executor", finding.Title);
        Assert.Equal((Severity.Critical, "slow_s3_put", 9), (finding.Severity, finding.Culprit!.Function, finding.Culprit.Line));
        Assert.Contains(finding.Evidence, line => line.StartsWith("1 item that calls getaddrinfo waited in the queue, the longest 1.5", StringComparison.Ordinal));
        Assert.Equal("await loop.run_in_executor(slow, slow_s3_put, …)  # slow = ThreadPoolExecutor(8, \"slow\"), made once", finding.Advice[0].After);
    }

    [Theory]
    [InlineData(0.615, true)]
    [InlineData(0.59, false)]
    public void Resolver_WaitAroundATenthOfASecond_IsFoundFromItOn(double watched, bool isFound)
    {
        var verdict = new ResolverInBusyPool().Judge(new Film().With(Resolving(0.495)).Shoot(watched, hz: 200));
        Assert.Equal(isFound, verdict is Verdict.Found);
        if (verdict is Verdict.Found found)
            Assert.Equal(Severity.Warning, Assert.Single(found.Findings).Severity);
        else
            Assert.IsType<Verdict.Undecided>(verdict);
    }

    [Fact]
    public void Resolver_BehindOtherLookups_IsAnotherMatter()
    {
        var stack = Code.OnWorker(Code.Standard("socket.py", "getaddrinfo", 955));
        Assert.IsType<Verdict.Clear>(new ResolverInBusyPool().Judge(new Film().With(Resolving(0.5, stack)).Shoot(2)));
    }

    [Fact]
    public void Resolver_SlowWorkAlone_IsClear() =>
        Assert.IsType<Verdict.Clear>(new ResolverInBusyPool().Judge(new Film().With(new SimulatedPool { Calls = _ => Fetch }.Burst(0, 20, 1)).Shoot(2)));
}
