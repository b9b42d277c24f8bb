using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>The rules about the shared pool, over what another process can see of it.</summary>
public sealed class AttachedPoolTests
{
    private static readonly Frame Mine = DotNetCode.User("Shop.Orders.Load");
    private static readonly Stack Sleeps = DotNetCode.OnPool(DotNetCode.CoreLib("System.Threading.Thread.Sleep"), Mine);
    private static readonly Stack WaitsForTask = DotNetCode.OnPool([.. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task`1.GetResultCore"), Mine]);
    private static readonly Stack WaitsForLock = DotNetCode.OnPool(DotNetCode.CoreLib("System.Threading.Monitor.Enter"), DotNetCode.User("Shop.Cache.Get"));
    private static readonly Stack WaitsForSemaphore = DotNetCode.OnPool(DotNetCode.CoreLib("System.Threading.Monitor.Wait"), DotNetCode.CoreLib("System.Threading.SemaphoreSlim.Wait"), DotNetCode.User("Shop.Rates.Fetch"));
    private static readonly Stack Computes = DotNetCode.OnPool(DotNetCode.User("Shop.Prices.Compute"));

    private static Timeline Shoot(AttachedPool pool, double seconds, params Action<Snapshot>[] more)
    {
        var film = new Film { Of = DotNetCode.Target }.With(pool.Play);
        foreach (var actor in more)
            film.With(actor);
        return film.Shoot(seconds, from: 100 + pool.At);
    }

    private static Judgement Judge(Timeline timeline) => Judgement.Of(timeline, Rulebook.All());

    private static IEnumerable<string> All(Timeline timeline) => Judge(timeline).Findings.Select(finding => finding.Id);

    private static AttachedPool HundredSleeps(double each = 1) =>
        new(new SimulatedSharedPool { Injection = 0.5, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Burst(0, 100, each)) { At = 4 };

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Starved_WhenAttached_IsCertainWithinASecondAndNamesTheCall(double each)
    {
        var judgement = Judge(Shoot(HundredSleeps(each), 0.95));
        var finding = Assert.Single(judgement.Findings);
        Assert.True(judgement.IsCertain);
        Assert.Equal((FindingIds.PoolStarved, Severity.Critical, "sleep"), (finding.Id, finding.Severity, finding.Cause));
        Assert.Equal(("Shop.Orders.Load", "Thread.Sleep"), (finding.Culprit!.Function, finding.Culprit.Call));
        Assert.Contains("4 of 4 busy threads blocked, mostly in Thread.Sleep", finding.Title);
        Assert.Contains("≥ ", finding.Title);
    }

    [Fact]
    public void Starved_WhenAttached_SaysWhatIsQueuedNowWillWait()
    {
        var finding = Assert.Single(Judge(Shoot(HundredSleeps(), 3)).Findings);
        // 4 to 5 threads of 1 s each: some 85 are left, 4 to 5 a second are taken
        Assert.Equal("The .NET thread pool is starved: work waits ≥ 3.00 s, what is queued now about 14.9 s (est.), 5 of 5 busy threads blocked, mostly in Thread.Sleep", finding.Title);
        Assert.Contains(finding.Evidence, line => line.Contains("by Little's law", StringComparison.Ordinal) && line.Contains("are taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Starved_NothingTakenAtAll_SaysSo()
    {
        var pool = new SimulatedSharedPool { Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Burst(0, 100, 60);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool) { At = 4 }, 2)).Findings);
        Assert.Contains(finding.Evidence, line => line.Contains("nothing was taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Starved_HandlersThatSleepShortly_KeepTheStacksOfTheBurst()
    {
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping };
        for (var i = 0; i < 400; i++)
            pool.Item(Math.Max(0, (i - 16) / 40.0), 0.1);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool) { At = 2, BurstEvery = 60 }, 3)).Findings);
        Assert.Equal((FindingIds.PoolStarved, "Shop.Orders.Load"), (finding.Id, finding.Culprit?.Function));
        Assert.Contains("4 of 4 busy threads blocked", finding.Title);
        Assert.Contains(finding.Advice, advice => advice.After == "ThreadPool.SetMinThreads(6, 6)" && advice.Summary.Contains("stopgap", StringComparison.Ordinal));
    }

    [Fact]
    public void Starved_OneThreadThatWaitsForEver_DoesNotHideTheOthers()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i == 0 ? WaitsForSemaphore : Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Item(0, 100);
        for (var i = 0; i < 800; i++)
            pool.Item(Math.Max(0, (i - 30) / 70.0), 0.1);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool) { At = 2 }, 2)).Findings);
        Assert.Equal((FindingIds.PoolStarved, "Shop.Orders.Load"), (finding.Id, finding.Culprit?.Function));
        Assert.Contains("8 of 8 busy threads blocked", finding.Title);
    }

    [Fact]
    public void Starved_BusyNeverCounted_IsFoundToo()
    {
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Burst(0, 100, 1);
        Assert.Equal([FindingIds.PoolStarved], All(Shoot(new AttachedPool(pool) { At = 2, CountsBusy = false }, 2)));
    }

    [Fact]
    public void Starved_QueueNotHeard_IsToldByLittlesLaw()
    {
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Burst(0, 100, 1);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool) { At = 2, HearsQueue = false }, 3)).Findings);
        Assert.Equal((FindingIds.PoolStarved, Severity.Critical), (finding.Id, finding.Severity));
        Assert.Contains("(est.)", finding.Title);
    }

    [Fact]
    public void Starved_BurstThatDrains_IsFoundAndThenOver()
    {
        var pool = new SimulatedSharedPool { Min = 2, Injection = 1, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Burst(0.5, 40, 0.2);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool), 8)).Findings);
        Assert.Equal(FindingIds.PoolStarved, finding.Id);
        Assert.StartsWith("The .NET thread pool was starved for", finding.Title);
    }

    [Fact]
    public void SyncOverAsync_WhenAttached_IsTheOneFindingWithinASecond()
    {
        var pool = new SimulatedSharedPool { Min = 4, Injection = 3, Shows = _ => WaitsForTask, Waits = i => new Wait(WaitKind.Result, (ulong)i + 70) }.Burst(0, 200, 5);
        var attached = new AttachedPool(pool) { At = 3, TellsWaits = true, Adjusted = new Adjustment(AdjustmentReason.CooperativeBlocking, Film.Second(102.9), 12) };
        var judgement = Judge(Shoot(attached, 0.95));
        var finding = Assert.Single(judgement.Findings);
        Assert.True(judgement.IsCertain);
        Assert.Equal((FindingIds.SyncOverAsync, Severity.Critical, "Shop.Orders.Load"), (finding.Id, finding.Severity, finding.Culprit?.Function));
        Assert.Contains(finding.Evidence, line => line.Contains("makes up for waits on tasks", StringComparison.Ordinal));
    }

    [Fact]
    public void Convoy_WhenAttached_CountsThoseKnownByStackAndByEventAsOne()
    {
        // one thread after the other works for 50 ms with the lock: those who have waited since before nobody listened are known by their stacks alone
        var pool = new SimulatedSharedPool
        {
            Min = 8,
            Shows = i => i == 0 ? Sleeps : WaitsForLock,
            Kernel = (_, _) => Kernels.In(202, 0x7f00),
            Waits = i => i is > 0 and < 4 ? new Wait(WaitKind.Lock, 0x77, 900) : default,
        };
        for (var i = 0; i < 300; i++)
            pool.Item(i / 100.0, i % 8 < 4 ? 0.5 : 9);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool) { At = 1, TellsWaits = true }, 2)).Findings);
        Assert.Equal((FindingIds.LockConvoy, "Shop.Cache.Get"), (finding.Id, finding.Culprit?.Function));
        Assert.StartsWith("7 threads queue for one lock", finding.Title);
        Assert.Contains("held by .NET TP Worker", finding.Title);
    }

    [Fact]
    public void Semaphore_ThatIsExhausted_IsStarvedInSemaphoreWaitAndAdvisesNoThreads()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i < 2 ? Sleeps : WaitsForSemaphore, Kernel = (_, _) => Kernels.In(202, 0x7f00) }.Burst(0, 100, 4);
        var finding = Assert.Single(Judge(Shoot(new AttachedPool(pool) { At = 1 }, 2)).Findings);
        Assert.Equal((FindingIds.PoolStarved, "lock", "SemaphoreSlim.Wait"), (finding.Id, finding.Cause, finding.Culprit!.Call));
        Assert.DoesNotContain(finding.Advice, advice => advice.Summary.Contains("stopgap", StringComparison.Ordinal));
    }

    [Fact]
    public void Growth_OfTheQueueOfAStarvedPool_IsItsConsequence()
    {
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping };
        for (var i = 0; i < 800; i++)
            pool.Item(i / 80.0, 0.5);
        Assert.Equal([FindingIds.PoolStarved], All(Shoot(new AttachedPool(pool) { At = 1 }, 5)));
    }

    [Fact]
    public void Controls_HealthyService_FindsNothing()
    {
        var pool = new SimulatedSharedPool { Min = 8, Shows = i => i % 2 == 0 ? Sleeps : WaitsForTask, Kernel = (_, _) => Kernels.Sleeping }.Stream(100, 8, 0.05);
        Assert.Empty(All(Shoot(new AttachedPool(pool) { At = 1 }, 5)));
    }

    [Fact]
    public void Controls_QueueThatIsNeverSeenEmptyButFlows_FindsNothing()
    {
        // thousands a second: some always wait, for a millisecond, and one of them was overtaken for long in the queue of a thread of its own
        var pool = new AttachedPool(new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps, Kernel = (_, _) => Kernels.Sleeping }.Item(0, 0.01));
        var timeline = Shoot(pool, 4, look =>
        {
            var now = look.At.Seconds - 100;
            look.Pools.Replace(0, look.Pools[0] with
            {
                Queued = 3,
                Busy = 4,
                Completed = (long)(Math.Floor(now * 10) * 500),
                OldestWait = TimeSpan.FromSeconds(now),
                QueueTime = new TotalTime((long)(now * 5000), TimeSpan.FromSeconds(now * 5000 * 0.0006)),
            });
        });
        Assert.Empty(All(timeline));
    }

    [Fact]
    public void Controls_BusyWithComputing_FindsNothing()
    {
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Computes, Kernel = (_, now) => Kernels.Running(TimeSpan.FromSeconds(now * 0.9)) }.Burst(0, 300, 0.5);
        Assert.Empty(All(Shoot(new AttachedPool(pool) { At = 1, Computes = _ => true }, 1.5)));
    }

    [Fact]
    public void Controls_ComputingBesideAFewThatWait_FindsNothing()
    {
        var pool = new SimulatedSharedPool
        {
            Min = 8,
            Shows = i => i < 2 ? WaitsForTask : Computes,
            Kernel = (i, now) => i < 2 ? Kernels.In(202, 0x7f00) : Kernels.Running(TimeSpan.FromSeconds(now * 0.9)),
        }.Burst(0, 300, 0.5);
        Assert.DoesNotContain(FindingIds.PoolStarved, All(Shoot(new AttachedPool(pool) { At = 1, Computes = i => i >= 2 }, 3)));
    }

    [Fact]
    public void Controls_LostWakeUp_SaysItIsNotTheProgram()
    {
        var pool = new SimulatedSharedPool { Min = 4, SleepsFrom = 0.5, Shows = _ => Sleeps }.Item(0.1, 0.1).Burst(0.6, 10, 1);
        var timeline = Shoot(new AttachedPool(pool) { At = 1 }, 3);
        Assert.Contains("not the program's fault", Assert.IsType<Verdict.Undecided>(new PoolStarved().Judge(timeline)).Because);
        Assert.Empty(All(timeline));
    }

    [Fact]
    public void Controls_IdleProcess_FindsNothing() =>
        Assert.Empty(All(Shoot(new AttachedPool(new SimulatedSharedPool { Shows = _ => Sleeps }.Item(0, 0.1)) { At = 1 }, 3)));

    [Fact]
    public void Starved_FiveHundredThreadsTheKernelAskedOfSome_IsFound()
    {
        var pool = new SimulatedSharedPool { Min = 500, Shows = _ => Sleeps, Kernel = (i, _) => i < 128 ? Kernels.Sleeping : default }.Burst(0, 3000, 2);
        var timeline = Shoot(new AttachedPool(pool) { At = 1 }, 2);
        var judgement = Judge(timeline);
        Assert.Equal([FindingIds.PoolStarved], judgement.Findings.Select(finding => finding.Id));
        Assert.Contains("500 of 500 busy threads blocked", judgement.Findings[0].Title);
    }

    [Fact]
    public void Controls_WorkersThatSpinForWork_AreNeitherBusyNorToBlame()
    {
        var spins = new Stack(
        [
            DotNetCode.CoreLib("System.Threading.LowLevelSpinWaiter.Wait"), DotNetCode.CoreLib("System.Threading.LowLevelLifoSemaphore.Wait"),
            DotNetCode.CoreLib("System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart"), DotNetCode.CoreLib("System.Threading.Thread.StartCallback"),
        ]);
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => spins, Kernel = (_, _) => Kernels.In(202, 0x7f00) }.Burst(0, 100, 60);
        var timeline = Shoot(new AttachedPool(pool) { At = 1 }, 2);
        Assert.Empty(WorkerScene.Of(timeline, PoolHistory.Of(timeline, SimulatedSharedPool.Id)!, SystemCalls.OfThisMachine));
        Assert.Empty(All(timeline));
    }

    /// <summary>A program that was compiled ahead of time: its threads carry no names, so that none is known as the pool's.</summary>
    private static Action<Snapshot> WithoutWorkers(AttachedPool pool, KernelState kernel) => look =>
    {
        pool.Play(look);
        look.Pools.Replace(0, look.Pools[0] with { Workers = default, Busy = null, MinWorkers = 2 });
        look.Workers.Clear();
        for (var i = 0; i < look.Threads.Count; i++)
            look.Threads.Replace(i, look.Threads[i] with { Name = "Cases", Stack = Stack.Empty, Quality = StackQuality.Unread, Kernel = look.Depth < LookDepth.Kernel ? default : kernel });
    };

    [Fact]
    public void Starved_ThreadsThatAreNotKnownAsThePools_IsToldByTheProcess()
    {
        var finding = Assert.Single(Judge(new Film { Of = DotNetCode.Target }.With(WithoutWorkers(HundredSleeps(), Kernels.Sleeping)).Shoot(3, from: 104)).Findings);
        Assert.Equal((FindingIds.PoolStarved, Severity.Critical), (finding.Id, finding.Severity));
        Assert.EndsWith("while the process hardly uses a CPU", finding.Title);
        Assert.Contains(finding.Evidence, line => line.Contains("of all threads of the process 0.0 ran on average", StringComparison.Ordinal));
    }

    [Fact]
    public void Controls_ThreadsThatAreNotKnownAsThePoolsAndCompute_FindNothing() =>
        Assert.Empty(All(new Film { Of = DotNetCode.Target }.With(WithoutWorkers(HundredSleeps(), Kernels.Running(TimeSpan.FromSeconds(1)))).Shoot(3, from: 104)));

    [Fact]
    public void Starved_InACallThatNobodyKnows_IsGivenTimeToBeExplained()
    {
        var stack = DotNetCode.OnPool(DotNetCode.User("Shop.Stock.Reserve"));
        var pool = new SimulatedSharedPool { Min = 8, Shows = _ => stack, Kernel = (_, _) => Kernels.In(202, 0x7f00) }.Burst(0, 100, 4);
        var judged = Judge(Shoot(new AttachedPool(pool) { At = 1 }, 3.2));
        Assert.Equal(FindingIds.PoolStarved, Assert.Single(judged.Findings).Id);
        Assert.False(judged.IsCertain);
    }

    [Fact]
    public void Starved_NothingKnownOfThreads_IsInconclusiveAndNotHealthy()
    {
        var film = new Film { Of = DotNetCode.Target }.With(WithoutWorkers(HundredSleeps(), default));
        Assert.Equal(Outcome.Inconclusive, Judge(film.Shoot(3, from: 104)).Outcome);
    }
}
