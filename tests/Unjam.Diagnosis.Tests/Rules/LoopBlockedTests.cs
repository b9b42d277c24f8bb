using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LoopBlockedTests
{
    private static readonly Stack Legacy = Code.OnLoop(Code.User("legacy_fetch", 6), Code.User("repository", 7), Code.Coroutine("handler", 8));

    private static Finding Single(Timeline timeline)
    {
        var found = Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(timeline));
        return Assert.Single(found.Findings);
    }

    private static SimulatedLoop Loop(Stack? stack = null) => new SimulatedLoop().Shows(0, stack ?? Legacy);

    [Fact]
    public void Judge_SleepUnderACoroutine_NamesTheFunctionTheLineTheCallAndTheTime()
    {
        var finding = Single(new Film().With(Loop().Turns(30)).Shoot(0.4, from: 112));
        Assert.Equal(FindingIds.LoopBlocked, finding.Id);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("The event loop is blocked, now, for 12.4 s in time.sleep", finding.Title);
        Assert.Equal("sleep", finding.Cause);
        Assert.Equal(new Culprit("legacy_fetch", "/srv/shop/app.py", 6, "MainThread", "GET /report", "time.sleep"), finding.Culprit);
        Assert.Same(Legacy, finding.Stack);
        Assert.Equal(12.4, finding.Held!.Value.Duration.TotalSeconds, 3);
        Assert.True(finding.Held.Value.IsLowerBound);
        Assert.Contains("Path: handler (shop/app.py:8) → repository (shop/app.py:7) → legacy_fetch (shop/app.py:6).", finding.Evidence);
    }

    [Fact]
    public void Judge_SleepUnderACoroutine_AdvisesToMoveTheCallBelowTheCoroutine()
    {
        var advice = Single(new Film().With(Loop().Turns(30)).Shoot(0.4, from: 112)).Advice;
        Assert.Equal("await asyncio.to_thread(repository, …)", advice[0].After);
        Assert.Contains("shop/app.py:8: in handler", advice[0].Summary);
        Assert.Equal("time.sleep(…)", advice[1].Before);
        Assert.Equal("await asyncio.sleep(…)", advice[1].After);
        Assert.Contains("legacy_fetch", advice[1].Summary);
    }

    [Fact]
    public void Judge_CoroutineThatSleepsItself_AdvisesTheAsynchronousCallFirst()
    {
        var stack = Code.OnLoop(Code.Coroutine("handler", 8));
        var advice = Single(new Film().With(Loop(stack).Turns(30)).Shoot(0.4, from: 112)).Advice;
        Assert.Equal("await asyncio.sleep(…)", Assert.Single(advice).After);
    }

    [Theory]
    [InlineData(0.140, 0.090, false)]
    [InlineData(0.140, 0.015, true)]
    [InlineData(0.450, 0.400, true)]
    public void Judge_BlockDuringWhichLooksAreMissing_CountsOnlyWhatWasWatched(double block, double missing, bool isFound)
    {
        var film = new Film().With(Loop().Polls(1).Turns(block).Polls(1));
        var timeline = new Timeline(Film.Target, 1000);
        for (var at = 0.5; at < 1.8; at += 0.01)
        {
            film.Now = Film.Second(100 + at);
            if (at < 1.025 || at > 1.025 + missing)
                timeline.Take(film, LookDepth.Kernel);
        }

        var verdict = new LoopBlocked().Judge(timeline);
        Assert.Equal(isFound, verdict is Verdict.Found);
    }

    [Fact]
    public void Judge_LoopThatTurnsEveryFiftyMillisecondsWithEqualStacks_IsSilent()
    {
        var loop = Loop();
        for (var i = 0; i < 200; i++)
            loop.Turns(0.05);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(new Film().With(loop).Shoot(5)));
    }

    [Fact]
    public void Judge_BatchOfManyShortCallbacks_IsNotBlamedOnOne()
    {
        var loop = Loop().Polls(0.1);
        for (var i = 0; i < 10; i++)
            loop.Turns([.. Enumerable.Repeat(0.004, 100)]);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(new Film().With(loop).Shoot(3)));
    }

    [Fact]
    public void Judge_OneLookAtALongTurn_IsUndecided()
    {
        var verdict = Assert.IsType<Verdict.Undecided>(new LoopBlocked().Judge(new Film().With(Loop().Turns(30)).Shoot(0, from: 112)));
        Assert.False(verdict.IsBlind);
    }

    [Fact]
    public void Judge_BlockThatEnded_SaysWasAndCountsRepetitions()
    {
        var loop = Loop().Polls(0.1).Turns(1.5).Polls(0.5).Turns(1.6).Polls(2);
        var finding = Single(new Film().With(loop).Shoot(5));
        Assert.Equal("The event loop was blocked for 1.60 s in time.sleep (2 times)", finding.Title);
        Assert.Equal(new Held(TimeSpan.FromSeconds(1.6), false, TimeSpan.Zero, true), finding.Held);
        Assert.Contains(finding.Evidence, line => line.StartsWith("2 blocks of ≥ 100 ms there while watching for 5.00 s; together 3.10 s, the longest 1.60 s", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_ShortBlockThatGoesOnAfterALongerOne_LeadsWithTheLonger()
    {
        var finding = Single(new Film().With(Loop().Polls(0.1).Turns(1.5).Polls(0.5).Turns(60)).Shoot(2.4));
        Assert.Equal("The event loop was blocked for 1.50 s in time.sleep (2 times, and again now)", finding.Title);
        Assert.Equal((1.5, true), (finding.Held!.Value.Duration.TotalSeconds, finding.Held.Value.IsOver));
    }

    [Fact]
    public void Judge_BlockThatGoesOnLongerThanTheOthers_LeadsWithIt() =>
        Assert.Equal("The event loop is blocked, now, for 1.90 s in time.sleep", Single(new Film().With(Loop().Polls(0.1).Turns(1.5).Polls(0.5).Turns(60)).Shoot(4)).Title);

    [Fact]
    public void Judge_BlocksThatTogetherAreLongerThanTheWatch_SaysWhy()
    {
        var finding = Single(new Film().With(Loop().Turns(1.5).Polls(0.1).Turns(1).Polls(9)).Shoot(1.87, from: 101));
        Assert.Contains("2 blocks of ≥ 100 ms there while watching for 1.87 s, the first of them already on when attached; together 2.50 s, the longest 1.50 s.", finding.Evidence);
    }

    [Fact]
    public void Judge_BlockOfATenthOfASecond_IsAWarningThatIsNotSettled()
    {
        var found = Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(new Film().With(Loop().Polls(0.1).Turns(0.3).Polls(1)).Shoot(1)));
        Assert.Equal(Severity.Warning, Assert.Single(found.Findings).Severity);
        Assert.False(found.IsSettled);
    }

    [Fact]
    public void Judge_LongBlockSeenForASecondPart_IsSettled()
    {
        Assert.True(Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(new Film().With(Loop().Turns(30)).Shoot(0.4, from: 112))).IsSettled);
        Assert.False(Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(new Film().With(Loop().Turns(30)).Shoot(0.1, from: 112))).IsSettled);
    }

    [Fact]
    public void Judge_LaterCallbackRunningAtAttach_SaysWhatItAloneHasTaken()
    {
        var finding = Single(new Film().With(Loop().Turns(0.001, 0.001, 60)).Shoot(0.4, from: 105));
        Assert.Contains("It is callback 3 of 3 of its turn and was already running when attached: it alone has taken ≥ 400 ms.", finding.Evidence);
    }

    [Fact]
    public void Judge_TwoCulpritsOnOneLoop_AreTwoFindings()
    {
        var other = Code.OnLoop(Code.User("export", 60), Code.Coroutine("nightly", 61));
        var loop = Loop().Shows(1, other).Polls(0.1).Turns(0.3).Polls(0.1).TurnsIn(1, 0.4).Polls(1);
        var found = Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(new Film().With(loop).Shoot(2)));
        Assert.Equal(["legacy_fetch", "export"], found.Findings.Select(finding => finding.Culprit!.Function));
    }

    [Fact]
    public void Judge_TwoLoops_NamesTheBlockedOne()
    {
        var film = new Film().With(new SimulatedLoop(1).Polls(10)).With(new SimulatedLoop(2, "grpc-loop").Shows(0, Legacy).Turns(30));
        var finding = Single(film.Shoot(0.4, from: 101));
        Assert.Equal("grpc-loop", finding.Subject);
        Assert.StartsWith("The event loop of grpc-loop is blocked, now", finding.Title);
    }

    [Fact]
    public void Judge_Uvloop_SaysHowCoarseTheTimeIs()
    {
        var loop = new SimulatedLoop { Kind = LoopKind.Uvloop, Coarseness = TimeSpan.FromMilliseconds(4) }
            .Shows(0, new Stack([Code.Coroutine("blocking_task_in_loop", 5), Code.Standard("asyncio/runners.py", "Runner.run"), Code.User("<module>", 20)]))
            .Polls(0.1).Turns(20);
        var finding = Single(new Film().With(loop).Shoot(1.5));
        Assert.Equal("blocking_task_in_loop", finding.Culprit!.Function);
        Assert.Contains(finding.Evidence, line => line.Contains("± 4 ms", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_CallbackThatWaitsForTheGil_IsNotBlamed()
    {
        var loop = new SimulatedLoop { Kernel = (_, _) => Kernels.ForGil }.Shows(0, Legacy).Polls(0.1).Turns(0.7).Polls(0.1).Turns(0.5).Polls(1);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(new Film().With(loop).Shoot(2)));
    }

    [Fact]
    public void Judge_CallbackThatIsNotScheduled_IsNotBlamed()
    {
        var loop = new SimulatedLoop { Kernel = (at, _) => Kernels.Running(TimeSpan.FromSeconds(1 + ((at.Seconds - 100) * 0.02))) }
            .Shows(0, Legacy).Polls(0.1).Turns(3).Polls(1);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(new Film().With(loop).Shoot(4)));
    }

    [Fact]
    public void Judge_StoppedTarget_BlamesNobody()
    {
        var film = new Film().With(Loop().Polls(0.1).Turns(3).Polls(1)).With(look => look.State = TargetState.Stopped);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(film.Shoot(3)));
    }

    [Fact]
    public void Judge_ComputingCallback_SaysCpuAndAdvisesAProcess()
    {
        var stack = Code.OnLoop(Code.User("parse", 40), Code.Coroutine("handler", 8));
        var loop = new SimulatedLoop { Kernel = (at, running) => running ? Kernels.Running(TimeSpan.FromSeconds(at.Seconds - 100)) : Kernels.Polling }
            .Shows(0, stack).Polls(0.1).Turns(10);
        var finding = Single(new Film().With(loop).Shoot(2));
        Assert.Equal("cpu", finding.Cause);
        Assert.StartsWith("The event loop is blocked, now, for 1.90 s by computing in parse", finding.Title);
        Assert.Contains("ProcessPoolExecutor", finding.Advice[0].After);
    }

    [Fact]
    public void Judge_UnreadableLoop_IsBlindNotClear()
    {
        var film = new Film().With(look => look.Loops.Add(new Loop { Id = 1, Kind = LoopKind.Asyncio, Thread = -1, Phase = LoopPhase.Unknown }));
        Assert.True(Assert.IsType<Verdict.Undecided>(new LoopBlocked().Judge(film.Shoot(1))).IsBlind);
    }

    [Fact]
    public void Judge_BlockedLoop_NamesWhatWaitsForIt()
    {
        var loop = new SimulatedLoop { Ready = 214, Tasks = 61 }.Shows(0, Legacy).Turns(30);
        var finding = Single(new Film().With(loop).Shoot(0.4, from: 112));
        Assert.Equal(["214 callbacks wait, ready to run.", "60 other tasks of this loop cannot go on."], finding.Consequences.AsEnumerable());
    }

    [Fact]
    public void Judge_AThousandHealthyLooks_IsClear()
    {
        var loop = Loop();
        for (var i = 0; i < 500; i++)
            loop.Polls(0.018).Turns(0.002);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(new Film().With(loop).Shoot(10)));
    }
}
