using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>The rules about pools, over executors that keep every moment.</summary>
public sealed class ExecutorRulesTests
{
    private static readonly Function Render = DotNetCode.Method("Shop.Reports.Render");
    private static readonly Stack Sleeps = DotNetCode.OnExecutor(DotNetCode.CoreLib("System.Threading.Thread.Sleep"), DotNetCode.User("Shop.Reports.Render"));

    private static SimulatedPool Executor(int threads = 4) => new(name: "reports", workers: threads)
    {
        Kind = PoolKind.InstrumentedExecutor,
        TellsMoments = true,
        Stack = Sleeps,
        Kernel = Kernels.In(202, 0x7f00),
        Calls = _ => Render,
        ReusesIds = false,
    };

    private static Timeline Shoot(SimulatedPool pool, double seconds, double from = 100, double hz = 100) =>
        new Film { Of = DotNetCode.Target }.With(pool).Shoot(seconds, hz, from);

    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    private static IEnumerable<string> All(Timeline timeline) => Judgement.Of(timeline, Rulebook.All()).Findings.Select(finding => finding.Id);

    [Fact]
    public void Saturated_WaitThatBeganBeforeTheWatch_IsExact()
    {
        var finding = Single(new PoolSaturated(), Shoot(Executor().Burst(0.01, 20, 1), 1.3, from: 100.51));
        Assert.Equal("Thread pool \"reports\" is exhausted: 4/4 workers busy, 12 waiting", finding.Title);
        Assert.Equal(new Culprit("Shop.Reports.Render", "Shop.dll", 0, "reports_0", null, "Thread.Sleep"), finding.Culprit);
        Assert.Contains("The oldest waiting item has waited 1.80 s.", finding.Evidence);
        Assert.DoesNotContain(finding.Evidence, line => line.Contains('≥', StringComparison.Ordinal) && !line.Contains("already so when attached", StringComparison.Ordinal));
        Assert.Equal("new ExecutorOptions { Name = \"reports\", Threads = 8 }  // or, while it runs: executor.Resize(8)", finding.Advice[0].After);
        Assert.Contains(finding.Advice, advice => advice.After == "await Task.Delay(…)");
        Assert.Contains(finding.Advice, advice => advice.After?.Contains("QueueLimit", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(finding.Advice, IsPython);
    }

    [Fact]
    public void Wait_OfTwentyTasksOnFourWorkers_IsTheTruthToTheMicrosecond()
    {
        var history = PoolHistory.Of(Shoot(Executor().Burst(0.01, 20, 1), 6), 1)!;
        var wait = history.Wait!.Value;
        Assert.Equal(TimeSpan.FromSeconds(2), wait.Mean);
        Assert.Equal((TimeSpan.Zero, false, false, 20), (wait.Uncertainty, wait.IsEstimated, wait.IsLowerBound, wait.Items));
        Assert.Equal(TimeSpan.FromSeconds(4), wait.Max);
        Assert.Equal((TimeSpan.FromSeconds(1), 20, 20), (history.ServiceTime!.Value, history.Ended, history.Arrived));
        Assert.Equal([0.0, 1.0, 2.0, 3.0, 4.0], history.Waited.Select(item => item.Held).Where(held => held.Uncertainty == default).Select(held => held.Duration.TotalSeconds).Distinct().Order());
        Assert.Equal(20, history.Waited.Count);
        Assert.Equal(0, history.AtOnce);
    }

    [Fact]
    public void Wait_OfItemsTooShortForAnyLook_IsCountedAllTheSame()
    {
        var pool = Executor(2);
        for (var i = 0; i < 4000; i++)
            pool.Item(0.01 + (i / 1000.0), 0.0015);
        var history = PoolHistory.Of(Shoot(pool, 3, from: 100.5, hz: 20), 1)!;
        Assert.InRange(history.Throughput!.Value, 998, 1002);
        Assert.InRange(history.ServiceTime!.Value.TotalMilliseconds, 1.499, 1.501);
        Assert.InRange(history.ArrivalRate!.Value, 998, 1002);
        Assert.False(history.Wait!.Value.IsEstimated);
    }

    [Fact]
    public void Running_BegunBeforeTheWatch_IsExact()
    {
        var run = Assert.Single(PoolHistory.Of(Shoot(Executor().Item(0.25, 100), 1, from: 110), 1)!.Running);
        Assert.Equal(new Held(TimeSpan.FromSeconds(10.75), false, TimeSpan.Zero, false), run.Held);
    }

    [Fact]
    public void Plan_OfPoissonLikeWork_IsMadeOfExactNumbers()
    {
        var pool = Executor();
        for (var i = 0; i < 400; i++)
            pool.Item(0.01 + (i * 0.025), 0.12);
        var timeline = Shoot(pool, 6, from: 101);
        var history = PoolHistory.Of(timeline, 1)!;
        var load = LoadMeasure.Of(history, WorkerScene.Of(timeline, history, SystemCalls.OfThisMachine), null)!;
        Assert.Equal(0.12, load.Service.TotalSeconds, 9);
        Assert.InRange(load.ArrivalsPerSecond, 39.5, 40.5);
        Assert.Equal(0, load.Burst);
        Assert.InRange(load.ServiceVariability!.Value, 0, 0.01);
    }

    [Fact]
    public void Plan_OfWorkersThatNobodySees_IsNotConfident()
    {
        var pool = new SimulatedPool(name: "blind") { Kind = PoolKind.InstrumentedExecutor, TellsMoments = true, IsSeen = false, Calls = _ => Render };
        for (var i = 0; i < 400; i++)
            pool.Item(0.01 + (i * 0.025), 0.12);
        var finding = Single(new PoolSaturated(), Shoot(pool, 6, from: 101));
        Assert.Equal("Shop.Reports.Render", finding.Culprit!.Function);
        Assert.Contains("confidence low", finding.Advice[0].Summary);
    }

    [Fact]
    public void Saturated_WorkersThatCompute_AdvisesCpusAndNotThreads()
    {
        var pool = new SimulatedPool(name: "prices")
        {
            Kind = PoolKind.InstrumentedExecutor,
            TellsMoments = true,
            Stack = DotNetCode.OnExecutor(DotNetCode.User("Shop.Prices.Compute")),
            KernelOf = (_, at) => Kernels.Running(TimeSpan.FromSeconds(at.Seconds - 99)),
        }.Burst(0.01, 20, 1);
        var advice = Single(new PoolSaturated(), Shoot(pool, 2)).Advice;
        Assert.Equal("Executors.ForCpu(\"cpu\")", advice[0].After);
        Assert.DoesNotContain(advice, IsPython);
    }

    [Fact]
    public void Growing_MoreArrivalsThanCapacity_TellsExactRates()
    {
        var pool = Executor();
        for (var i = 0; i < 300; i++)
            pool.Item(0.003 + (i / 40.0), 0.2);
        var finding = Single(new PoolGrowing(), Shoot(pool, 4, from: 101));
        Assert.StartsWith("The queue of pool \"reports\" grows: 40/s arrive, 20/s are completed", finding.Title);
        Assert.DoesNotContain(finding.Advice, IsPython);
    }

    [Fact]
    public void Deadlocked_WorkersThatWaitForTheirOwnQueue_SpeaksOfExecutors()
    {
        var stack = DotNetCode.OnExecutor([.. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task.Wait"), DotNetCode.User("Shop.Etl.Parent")]);
        SimulatedPool Nested(ulong awaits) => new SimulatedPool(name: "etl")
        {
            Kind = PoolKind.InstrumentedExecutor,
            TellsMoments = true,
            HasResults = true,
            AwaitsResult = awaits,
            Stack = stack,
            Kernel = Kernels.In(202, 0x99),
        }.Burst(0, 12, 1000);
        var timeline = Shoot(Nested(Nested(0).Items[5].Id + 1), 0.6, from: 101);
        var finding = Single(new PoolDeadlocked(), timeline);
        Assert.Equal(("Shop.Etl.Parent", "Task.Wait"), (finding.Culprit!.Function, finding.Culprit.Call));
        Assert.StartsWith("children.RunAsync(Child)", finding.Advice[0].After);
        Assert.DoesNotContain(finding.Advice, IsPython);
        Assert.Equal(["pool-deadlocked"], All(timeline));
    }

    [Fact]
    public void Stuck_WorkerForAMinute_IsExactFromTheFirstLook()
    {
        var pool = Executor().Item(0.01, 1000);
        var finding = Single(new WorkerStuck(), Shoot(pool, 1, from: 160));
        Assert.StartsWith("1 of 4 workers of pool \"reports\" is stuck in Thread.Sleep in Shop.Reports.Render for 61.0 s", finding.Title);
        Assert.False(finding.Held!.Value.IsLowerBound);
    }

    [Fact]
    public void BehindBottleneck_SemaphoreInOneMethod_AdvisesNoThreads()
    {
        var waits = DotNetCode.OnExecutor(DotNetCode.CoreLib("System.Threading.Monitor.Wait"), DotNetCode.CoreLib("System.Threading.SemaphoreSlim.Wait"), DotNetCode.User("Shop.Db.Query"));
        var pool = new SimulatedPool(name: "db", workers: 8)
        {
            Kind = PoolKind.InstrumentedExecutor,
            TellsMoments = true,
            Stack = waits,
            StackOf = i => i < 2 ? Sleeps : null,
            Kernel = Kernels.In(202, 0x99),
        }.Burst(0.01, 60, 1);
        var finding = Single(new PoolBehindBottleneck(), Shoot(pool, 3));
        Assert.Equal("Pool \"db\" waits behind a semaphore: 6 of 8 busy workers wait for it", finding.Title);
        Assert.Equal(["pool-behind-bottleneck"], All(Shoot(pool, 3)));
    }

    [Fact]
    public void BehindBottleneck_WorkersThatSleepAtOneLine_WaitEachForThemselves() =>
        Assert.IsType<Verdict.Clear>(new PoolBehindBottleneck().Judge(Shoot(Executor(8).Burst(0.01, 60, 1), 3)));

    [Fact]
    public void BehindBottleneck_LockWithAKnownOwner_IsALockConvoyAndNothingElse()
    {
        var waits = DotNetCode.OnExecutor(DotNetCode.CoreLib("System.Threading.Monitor.Enter"), DotNetCode.User("Shop.Cache.Get"));
        var pool = new SimulatedPool(name: "db", workers: 8)
        {
            Kind = PoolKind.InstrumentedExecutor,
            TellsMoments = true,
            Stack = waits,
            StackOf = i => i == 0 ? Sleeps : null,
            Waits = i => i == 0 ? default : new Wait(WaitKind.Lock, 0x77, 1000),
            Kernel = Kernels.In(202, 0x99),
        }.Burst(0.01, 60, 3);
        var finding = Assert.Single(Judgement.Of(Shoot(pool, 3), Rulebook.All()).Findings);
        Assert.Equal(("lock-convoy", "db"), (finding.Id, finding.Subject));
        Assert.Equal("7 threads queue for one lock in Shop.Cache.Get, held by db_0", finding.Title);
        Assert.Contains(finding.Consequences, line => line.Contains("waits behind", StringComparison.Ordinal));
    }

    [Fact]
    public void Abandoned_CallerThatWasCancelled_IsToldToHandTheTokenOn()
    {
        var pool = new SimulatedPool(name: "reports")
        {
            Kind = PoolKind.InstrumentedExecutor,
            TellsMoments = true,
            Stack = Sleeps,
            Calls = _ => Render,
            CallerOf = (_, _) => new Caller("", null, true),
        }.Burst(0.01, 2, 100);
        var finding = Single(new WorkerAbandoned(), Shoot(pool, 2));
        Assert.Equal("Shop.Reports.Render: hand the token on to the call: a token that only the caller looks at ends the wait, and the thread stays taken.", finding.Advice[0].Summary);
        Assert.DoesNotContain(finding.Advice, IsPython);
    }

    [Fact]
    public void CoroutineInExecutor_AsynchronousMethod_IsWhatExecutorsAreMadeFor()
    {
        var pool = new SimulatedPool { Kind = PoolKind.InstrumentedExecutor, TellsMoments = true, Calls = _ => Render with { IsCoroutine = true } }.Burst(0.01, 2, 100);
        Assert.IsType<Verdict.Clear>(new CoroutineInExecutor().Judge(Shoot(pool, 1)));
    }

    [Fact]
    public void Controls_BusyExecutorWithoutAQueue_IsWell()
    {
        var pool = Executor(8);
        for (var i = 0; i < 400; i++)
            pool.Item(0.01 + (i * 0.02), 0.1);
        Assert.Empty(All(Shoot(pool, 6)));
    }

    private static bool IsPython(Advice advice) =>
        new[] { "asyncio", "ThreadPoolExecutor", "submit(", "interpreter's lock", "max_workers" }
            .Any(word => $"{advice.Summary} {advice.Before} {advice.After}".Contains(word, StringComparison.Ordinal));
}
