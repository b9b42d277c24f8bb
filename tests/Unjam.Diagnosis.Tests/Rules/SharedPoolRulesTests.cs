using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class SharedPoolRulesTests
{
    private static readonly Frame Mine = DotNetCode.User("Shop.Orders.Load");
    private static readonly Stack Sleeps = DotNetCode.OnPool(DotNetCode.CoreLib("System.Threading.Thread.Sleep"), Mine);
    private static readonly Stack WaitsForTask = DotNetCode.OnPool([.. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task`1.GetResultCore"), Mine]);
    private static readonly Stack WaitsForLock = DotNetCode.OnPool(DotNetCode.CoreLib("System.Threading.Monitor.Enter"), DotNetCode.User("Shop.Cache.Get"));

    private static Timeline Shoot(SimulatedSharedPool pool, double seconds, params Action<Snapshot>[] more)
    {
        var film = new Film { Of = DotNetCode.Target }.With(pool.Play);
        foreach (var actor in more)
            film.With(actor);
        return film.Shoot(seconds);
    }

    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    private static IEnumerable<string> All(Timeline timeline) => Judgement.Of(timeline, Rulebook.All()).Findings.Select(finding => finding.Id);

    [Fact]
    public void Starved_HundredSleeps_IsFoundWithinASecondAndNamesTheCall()
    {
        var pool = new SimulatedSharedPool { Injection = 0.5, Shows = _ => Sleeps }.Burst(0.01, 100, 1);
        Assert.Equal(Severity.Critical, Single(new PoolStarved(), Shoot(pool, 0.9)).Severity);
        var timeline = Shoot(pool, 2.5);
        var finding = Single(new PoolStarved(), timeline);
        Assert.Equal("The .NET thread pool is starved: work waits ≥ 2.49 s, what is queued now about 44.3 s (est.), 3 of 3 busy threads blocked, mostly in Thread.Sleep", finding.Title);
        Assert.Equal((Severity.Critical, SimulatedSharedPool.Name, "sleep"), (finding.Severity, finding.Subject, finding.Cause));
        Assert.Equal(("Shop.Orders.Load", "Shop.dll", "Thread.Sleep"), (finding.Culprit!.Function, finding.Culprit.File, finding.Culprit.Call));
        Assert.Contains(finding.Evidence, line => line.StartsWith("From 2 to 3 threads: 0.4 a second. The pool does not make up for such waits", StringComparison.Ordinal));
        Assert.Equal("await Task.Delay(…)", finding.Advice[0].After);
        Assert.Contains(finding.Advice, advice => advice.After!.StartsWith("await slow.RunAsync(() => Load(…))", StringComparison.Ordinal));
        Assert.Equal(["pool-starved"], All(timeline));
    }

    [Fact]
    public void Starved_BlockingHandlersUnderLoad_AdvisesTheMinimumByLittlesLaw()
    {
        // 100 a second, each for 0.1 s: ten threads are needed, four are there, and the queue is kept short by clients that wait
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps };
        for (var i = 0; i < 400; i++)
            pool.Item(Math.Max(0, (i - 16) / 40.0), 0.1);
        var finding = Single(new PoolStarved(), Shoot(pool, 5));
        Assert.Equal(Severity.Warning, finding.Severity);
        var stopgap = Assert.Single(finding.Advice, advice => advice.Summary.StartsWith("Until then, as a stopgap", StringComparison.Ordinal));
        Assert.Equal(("ThreadPool.SetMinThreads(4, 4)", "ThreadPool.SetMinThreads(6, 6)"), (stopgap.Before, stopgap.After));
        Assert.Contains("each holds a thread for", stopgap.Summary);
    }

    [Fact]
    public void Starved_WithoutStacks_IsToldByTheKernelAndSaysWhatIsMissing()
    {
        var finding = Single(new PoolStarved(), Shoot(new SimulatedSharedPool { Injection = 0.5 }.Burst(0.01, 100, 1), 2.5));
        Assert.Null(finding.Culprit);
        Assert.Contains("Which calls block them was not seen: that needs the stacks of the threads.", finding.Evidence);
    }

    [Fact]
    public void Starved_InCallsThatNoTableKnows_IsToldByTheKernel()
    {
        var stack = DotNetCode.OnPool(DotNetCode.User("Shop.Native.Read"), Mine);
        var finding = Single(new PoolStarved(), Shoot(new SimulatedSharedPool { Shows = _ => stack }.Burst(0.01, 100, 1), 2.5));
        Assert.Equal(("Shop.Native.Read", "unknown"), (finding.Culprit!.Function, finding.Cause));
    }

    [Fact]
    public void Starved_ThatHasPassed_SaysWas() =>
        Assert.StartsWith("The .NET thread pool was starved for", Single(new PoolStarved(), Shoot(new SimulatedSharedPool { Shows = _ => Sleeps }.Burst(0.01, 10, 0.5), 6)).Title);

    [Fact]
    public void Starved_BehindOneLock_AdvisesNoThreads()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i == 0 ? Sleeps : WaitsForLock, Waits = i => i == 0 ? default : new Wait(WaitKind.Lock, 0x77, 900) }.Burst(0.01, 100, 3);
        var finding = Single(new PoolStarved(), Shoot(pool, 2.5));
        Assert.DoesNotContain(finding.Advice, advice => advice.Summary.StartsWith("Until then", StringComparison.Ordinal));
    }

    [Fact]
    public void Starved_ThreadsThatWereNotLookedAt_IsUndecided()
    {
        var film = new Film { Of = DotNetCode.Target }.With(new SimulatedSharedPool().Burst(0.01, 100, 1).Play);
        var timeline = film.Shoot(2, kernelEvery: 10_000);
        Assert.Contains("what its threads do meanwhile was not seen", Assert.IsType<Verdict.Undecided>(new PoolStarved().Judge(timeline)).Because);
    }

    [Fact]
    public void Controls_CpuSaturated_IsNotCalledStarved()
    {
        var pool = new SimulatedSharedPool
        {
            Kernel = (_, now) => Kernels.Running(TimeSpan.FromSeconds(now * 0.9)),
            Shows = _ => DotNetCode.OnPool(DotNetCode.User("Shop.Prices.Compute")),
        }.Burst(0.01, 100, 1);
        Assert.Empty(All(Shoot(pool, 3)));
    }

    [Fact]
    public void Controls_Throttled_IsNotCalledStarved()
    {
        var pool = new SimulatedSharedPool { Throttled = now => TimeSpan.FromSeconds(now * 0.6) }.Burst(0.01, 100, 1);
        Assert.IsType<Verdict.Clear>(new PoolStarved().Judge(Shoot(pool, 3)));
    }

    [Fact]
    public void Controls_LostWakeUp_SaysItIsNotTheProgram()
    {
        var pool = new SimulatedSharedPool { Min = 4, SleepsFrom = 0.5, Shows = _ => Sleeps }.Item(0.1, 0.1).Burst(0.6, 10, 1);
        Assert.Contains("not the program's fault", Assert.IsType<Verdict.Undecided>(new PoolStarved().Judge(Shoot(pool, 3))).Because);
        Assert.Empty(All(Shoot(pool, 3)));
    }

    [Fact]
    public void Controls_CollectorThatStopsEverything_IsAGcPauseAndNothingElse()
    {
        // each second all threads stop for 0.4 s: looks cannot be taken meanwhile, and whatever waits has waited for the collector
        static double Stopped(double now) => (Math.Floor(now) * 0.4) + Math.Min(0.4, Math.Max(0, now % 1));
        var timeline = new Timeline(DotNetCode.Target, 1000);
        var pool = new SimulatedSharedPool { Paused = now => TimeSpan.FromSeconds(Stopped(now)) }.Burst(0.995, 4, 0.4).Burst(1.995, 4, 0.4).Burst(2.995, 4, 0.4);
        var film = new Film { Of = DotNetCode.Target }.With(pool.Play);
        for (var now = 0.41; now < 5; now += 0.01)
        {
            if (now % 1 < 0.4)
                continue;
            film.Now = Film.Second(100 + now);
            timeline.Take(film, LookDepth.Kernel);
        }

        Assert.IsType<Verdict.Clear>(new PoolStarved().Judge(timeline));
        var finding = Single(new GcPause(), timeline);
        Assert.Equal("The garbage collector stops the process 35 % of the time", finding.Title);
        Assert.Contains(finding.Evidence, line => line.StartsWith("Between two looks it stopped them for 400 ms", StringComparison.Ordinal));
        Assert.DoesNotContain(finding.Advice, advice => advice.After?.Contains("gc.", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Controls_BusyAndWell_FindNothing()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i % 2 == 0 ? Sleeps : WaitsForTask, Paused = now => TimeSpan.FromSeconds(now * 0.01) }.Stream(100, 6, 0.05);
        Assert.Empty(All(Shoot(pool, 5)));
    }

    [Fact]
    public void SyncOverAsync_ThreadsInTaskResult_IsTheOneFinding()
    {
        var timeline = Shoot(new SimulatedSharedPool { Injection = 2, Shows = _ => WaitsForTask }.Burst(0.01, 100, 2), 2.5);
        var found = Judgement.Of(timeline, Rulebook.All()).Findings;
        var finding = Assert.Single(found);
        Assert.Equal(FindingIds.SyncOverAsync, finding.Id);
        Assert.StartsWith("Sync over async: ", finding.Title);
        Assert.Contains("wait in Task.Result for tasks that need this same pool", finding.Title);
        Assert.Equal(("Task.Result", "var result = await task;"), (finding.Advice[0].Before, finding.Advice[0].After));
        Assert.Contains(finding.Consequences, line => line.StartsWith("The .NET thread pool is starved", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, line => line.Contains("makes up for waits on tasks", StringComparison.Ordinal));
    }

    [Fact]
    public void SyncOverAsync_MostlySleeps_IsNotIt() =>
        Assert.Equal(["pool-starved"], All(Shoot(new SimulatedSharedPool { Min = 8, Shows = i => i == 0 ? WaitsForTask : Sleeps }.Burst(0.01, 100, 2), 2.5)));

    [Fact]
    public void LockConvoy_ThreadsThatQueueForOneLock_NamesItsOwner()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i == 0 ? Sleeps : WaitsForLock, Waits = i => i == 0 ? default : new Wait(WaitKind.Lock, 0x77, 900) }.Burst(0.01, 100, 3);
        var finding = Assert.Single(Judgement.Of(Shoot(pool, 2.5), Rulebook.All()).Findings);
        Assert.Equal((FindingIds.LockConvoy, Severity.Critical, SimulatedSharedPool.Name), (finding.Id, finding.Severity, finding.Subject));
        Assert.Equal("7 threads queue for one lock in Shop.Cache.Get, held by .NET TP Worker", finding.Title);
        Assert.Contains(finding.Evidence, line => line == "The same thread held it whenever one of them began to wait in Shop.Orders.Load (Shop.dll).");
        Assert.Contains(finding.Consequences, line => line.StartsWith("The .NET thread pool is starved", StringComparison.Ordinal));
    }

    [Fact]
    public void LockConvoy_ThreeWaiters_IsClear()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i < 3 ? WaitsForLock : Sleeps, Waits = i => i < 3 ? new Wait(WaitKind.Lock, 0x77, 905) : default }.Burst(0.01, 8, 3);
        Assert.Empty(All(Shoot(pool, 2.5)));
    }

    [Fact]
    public void LockConvoy_LocksThatDiffer_AreNotOne()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = _ => WaitsForLock, Waits = i => new Wait(WaitKind.Lock, (ulong)i + 1) }.Burst(0.01, 8, 3);
        Assert.IsType<Verdict.Clear>(new LockConvoy().Judge(Shoot(pool, 2.5)));
    }

    [Fact]
    public void LockConvoy_OfPython_IsLeftToItsOwnRule()
    {
        var pool = new SimulatedPool(workers: 8) { Waits = _ => new Wait(WaitKind.Lock, 0x77, 900) }.Burst(0, 100, 3);
        Assert.IsType<Verdict.Clear>(new LockConvoy().Judge(new Film().With(pool).Shoot(2.5)));
    }
}
