using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LimiterRulesTests
{
    private const ulong Loop = 1;

    private static readonly Stack Sql = Code.OnWorker(Code.User("slow_sql", 6));
    private static readonly Stack Waiting = Code.OnWorker(Code.Standard("threading.py", "Condition.wait"), Code.Standard("queue.py", "Queue.get"), Code.User("checkout", 30));

    private static SimulatedPool Limiter(int held = 0, Wait wait = default) => LimiterOf(PoolKind.AnyioLimiter, Loop, held, wait);

    // no look says anything of trio's own loop
    private static SimulatedPool OfTrio(int held = 0, Wait wait = default) => LimiterOf(PoolKind.TrioLimiter, 0, held, wait);

    private static SimulatedPool LimiterOf(PoolKind kind, ulong loop, int held, Wait wait) => new(name: "default limiter", workers: 40)
    {
        Kind = kind,
        Loop = loop,
        HeldIdle = held,
        Stack = wait == default ? Sql : Waiting,
        Waits = _ => wait,
        Kernel = wait == default ? Kernels.Sleeping : Kernels.In(202, 0x77),
    };

    private static Film Beside(SimulatedPool pool, SimulatedLoop? loop = null) => new Film().With(loop ?? new SimulatedLoop().Polls(1000)).With(pool);

    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    private static string[] Ids(Timeline timeline) => [.. Judgement.Of(timeline, Rulebook.All()).Findings.Select(finding => finding.Id)];

    [Fact]
    public void Exhausted_HundredRequestsForFortyTokens_NamesTheCallAndTheTokens()
    {
        var timeline = Beside(Limiter().Burst(0, 100, 4)).Shoot(2, from: 100.5);
        var finding = Single(new LimiterExhausted(), timeline);
        Assert.Equal("Limiter \"default limiter\" is exhausted: 40/40 tokens taken, 60 tasks waiting for one", finding.Title);
        Assert.Equal(("slow_sql", "time.sleep"), (finding.Culprit!.Function, finding.Culprit.Call));
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal([FindingIds.LimiterExhausted], Ids(timeline));
    }

    [Fact]
    public void Exhausted_WorkThatIsDone_AdvisesTokens()
    {
        var finding = Single(new LimiterExhausted(), Beside(Limiter().Burst(0, 400, 0.5)).Shoot(2, from: 100.5));
        Assert.Contains(finding.Advice, advice => advice.After?.Contains("total_tokens = 80", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Exhausted_OfTrio_SpeaksOfTrioAlone()
    {
        var finding = Single(new LimiterExhausted(), Beside(OfTrio().Burst(0, 400, 0.5)).Shoot(2, from: 100.5));
        var code = string.Join('\n', finding.Advice.Select(advice => advice.After));
        Assert.Contains("trio.to_thread.current_default_thread_limiter().total_tokens = 80", code, StringComparison.Ordinal);
        Assert.DoesNotContain("asyncio", code, StringComparison.Ordinal);
        Assert.DoesNotContain("anyio", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Held_OfTrioBesideABlockedLoopOfAsyncio_IsNotThatLoops()
    {
        var loop = new SimulatedLoop().Polls(0.2).TurnsIn(1, 5);
        Assert.IsType<Verdict.Clear>(new LimiterHeldByBlockedLoop().Judge(Beside(OfTrio(held: 40).Burst(0, 0, 1), loop).Shoot(2, from: 100.1)));
    }

    [Fact]
    public void Deadlocked_OfTrioBesideALoopOfAsyncioThatGoesRound_IsNotKnown() =>
        Assert.IsType<Verdict.Clear>(new LimiterDeadlocked().Judge(Beside(OfTrio(wait: new Wait(WaitKind.Queue, 5)).Burst(0, 200, 1000)).Shoot(2.1, from: 101)));

    [Fact]
    public void Exhausted_FullThatDrainsAtOnce_IsClear()
    {
        var pool = Limiter();
        for (var i = 0; i < 30; i++)
            pool.Burst(i * 0.1, 60, 0.02);
        Assert.Empty(Ids(Beside(pool).Shoot(2.8, from: 100.1)));
    }

    [Fact]
    public void Exhausted_JustBegun_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new LimiterExhausted().Judge(Beside(Limiter().Burst(0.1, 100, 4)).Shoot(0.6)));

    [Fact]
    public void Exhausted_Threshold_IsItsArgument() =>
        Assert.Equal(Severity.Critical, Single(new LimiterExhausted(TimeSpan.FromSeconds(0.3)), Beside(Limiter().Burst(0, 100, 4)).Shoot(0.5, from: 100.1)).Severity);

    [Fact]
    public void Held_FortyIdleWorkersBehindABlockedLoop_IsAConsequenceOfTheLoop()
    {
        var loop = new SimulatedLoop().Shows(1, Code.OnLoop(Code.Coroutine("handler", 20))).Polls(0.2).TurnsIn(1, 5);
        var timeline = Beside(Limiter(held: 40).Burst(0, 0, 1), loop).Shoot(2, from: 100.1);
        var finding = Single(new LimiterHeldByBlockedLoop(), timeline);
        Assert.Equal("40/40 tokens of limiter \"default limiter\" are taken and 0 of its workers run: the loop of MainThread does not take them back", finding.Title);
        Assert.Equal("handler", finding.Culprit!.Function);
        var root = Assert.Single(Judgement.Of(timeline, Rulebook.All()).Findings);
        Assert.Equal(FindingIds.LoopBlocked, root.Id);
        Assert.Contains(root.Consequences, line => line.Contains("40/40 tokens", StringComparison.Ordinal));
    }

    [Fact]
    public void Held_LoopThatGoesRound_IsNotFound() =>
        Assert.IsType<Verdict.Clear>(new LimiterHeldByBlockedLoop().Judge(Beside(Limiter(held: 40).Burst(0, 0, 1)).Shoot(2)));

    [Fact]
    public void Held_WorkersThatRun_AreNotIdle() =>
        Assert.IsType<Verdict.Clear>(new LimiterHeldByBlockedLoop().Judge(Beside(Limiter().Burst(0, 100, 4), new SimulatedLoop().Turns(5)).Shoot(2, from: 100.1)));

    [Theory]
    [InlineData(0.09, false)]
    [InlineData(0.2, true)]
    public void Held_Turn_MustBeAsLongAsABlock(double seconds, bool isFound)
    {
        var loop = new SimulatedLoop().Polls(0.5).Turns(seconds).Polls(10);
        Assert.Equal(isFound, new LimiterHeldByBlockedLoop().Judge(Beside(Limiter(held: 40).Burst(0, 0, 1), loop).Shoot(2)) is Verdict.Found);
    }

    [Fact]
    public void Held_LoopThatIsAlwaysBehind_IsFoundAfterASecond()
    {
        var loop = new SimulatedLoop();
        for (var i = 0; i < 100; i++)
            loop.Turns(0.04);
        Assert.Contains("never seen to wait", Single(new LimiterHeldByBlockedLoop(), Beside(Limiter(held: 40).Burst(0, 0, 1), loop).Shoot(2)).Evidence[1]);
    }

    [Fact]
    public void Deadlocked_AllHoldersWaitForAQueueThatNobodyServes_IsFound()
    {
        var timeline = Beside(Limiter(wait: new Wait(WaitKind.Queue, 5)).Burst(0, 200, 1000)).Shoot(2.1, from: 101);
        var finding = Single(new LimiterDeadlocked(), timeline);
        Assert.Equal("Deadlock: limiter \"default limiter\" waits for itself: 40/40 tokens taken, 160 tasks waiting for one, nothing moves", finding.Title);
        Assert.Equal([FindingIds.LimiterDeadlocked], Ids(timeline));
    }

    [Fact]
    public void Deadlocked_AllHoldersIdle_IsFound()
    {
        var pool = new SimulatedPool(name: "nested", workers: 4) { Kind = PoolKind.AnyioLimiter, Loop = Loop, HeldIdle = 4 };
        var film = Beside(pool).With(look =>
        {
            // tasks that wait, and no thread that runs
            var row = look.Pools[0];
            for (var i = 0; i < 3; i++)
                look.Queue.Add(new WorkItem(70 + (ulong)i, 0, null));
            look.Pools.Replace(0, row with { Queued = 3, Queue = new Slice(look.Queue.Count - 3, 3) });
        });
        Assert.Contains("run nothing in a thread", Single(new LimiterDeadlocked(), film.Shoot(2.1)).Evidence[0]);
    }

    [Fact]
    public void Deadlocked_NotForLong_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new LimiterDeadlocked().Judge(Beside(Limiter(wait: new Wait(WaitKind.Queue, 5)).Burst(0, 200, 1000)).Shoot(1, from: 101)));

    [Fact]
    public void Deadlocked_PlainLock_NeedsATeardownThatIsSeen()
    {
        var film = Beside(Limiter(wait: new Wait(WaitKind.Lock, 5)).Burst(0, 200, 1000));
        Assert.IsType<Verdict.Clear>(new LimiterDeadlocked().Judge(film.Shoot(3, from: 101)));
        Frame[] chain = [Code.Package("anyio/_backends/_asyncio.py", "CapacityLimiter.acquire_on_behalf_of"), Code.Package("anyio/to_thread.py", "run_sync"), Code.Coroutine("Session.__aexit__", 12)];
        film.With(look => look.Tasks.Add(new AsyncTask(9, 0, "GET /orders", new Stack([.. chain]), false, "Event")));
        var evidence = Single(new LimiterDeadlocked(), film.Shoot(3, from: 101)).Evidence;
        Assert.Contains(evidence, line => line.StartsWith("1 of the 1 task that wait for a token are on their way out, in Session.__aexit__", StringComparison.Ordinal));
    }

    [Fact]
    public void Deadlocked_OwnerThatWorksElsewhere_IsNoDeadlock() =>
        Assert.IsType<Verdict.Clear>(new LimiterDeadlocked().Judge(Beside(Limiter(wait: new Wait(WaitKind.Queue, 5, Owner: 4711)).Burst(0, 200, 1000)).Shoot(3, from: 101)));

    [Fact]
    public void Deadlocked_HoldersThatSleep_AreOnlySlow() =>
        Assert.IsType<Verdict.Clear>(new LimiterDeadlocked().Judge(Beside(Limiter().Burst(0, 200, 1000)).Shoot(3, from: 101)));

    [Fact]
    public void Deadlocked_BlockedLoop_IsTheLoopsMatter() =>
        Assert.IsType<Verdict.Clear>(new LimiterDeadlocked().Judge(Beside(Limiter(wait: new Wait(WaitKind.Queue, 5)).Burst(0, 200, 1000), new SimulatedLoop().Turns(100)).Shoot(3, from: 101)));
}
