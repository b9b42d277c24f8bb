using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LoopDeadlockedTests
{
    private static readonly Frame Lookup = Code.User("sync_lookup", 12);

    private static readonly Stack Result = Code.OnLoop(
        Code.Standard("threading.py", "Condition.wait"), Code.Standard("concurrent/futures/_base.py", "Future.result"), Lookup, Code.Coroutine("handler", 20));

    private static readonly Wait OnItself = new(WaitKind.Result, 0xbeef, Loop: 1);

    private static SimulatedLoop Waiting(Func<Moment, Wait> waits, params double[] seconds) =>
        new SimulatedLoop { Waits = waits, Kernel = (_, running) => running ? Kernels.In(202, 0x5000) : Kernels.Polling, Ready = 1 }
            .Shows(0, Result).Polls(0.1).Turns(seconds).Polls(10);

    private static Finding Single(Verdict verdict) => Assert.Single(Assert.IsType<Verdict.Found>(verdict).Findings);

    [Fact]
    public void Judge_ResultOfItsOwnCoroutine_IsADeadlockWithTheCallAndTheLine()
    {
        var finding = Single(new LoopDeadlocked().Judge(new Film().With(Waiting(_ => OnItself, 60)).Shoot(1, from: 105.1)));
        Assert.Equal("Deadlock: the event loop waits for itself, now, for 6.00 s in Future.result", finding.Title);
        Assert.Equal((FindingIds.LoopDeadlocked, Severity.Critical, "join"), (finding.Id, finding.Severity, finding.Cause));
        Assert.Equal(new Culprit("sync_lookup", "/srv/shop/app.py", 12, "MainThread", "GET /report", "Future.result"), finding.Culprit);
        Assert.Contains("101 looks over 1.00 s saw the same callback of the same turn wait for a result that only this loop can bring about.", finding.Evidence);
        Assert.Equal("await coroutine", finding.Advice[0].After);
        Assert.Contains("1 callback waits, ready to run.", finding.Consequences);
        Assert.True(finding.Held!.Value.IsLowerBound);
    }

    [Fact]
    public void Judge_WaitSeenForLessThanHalfASecond_IsUndecided() =>
        Assert.False(Assert.IsType<Verdict.Undecided>(new LoopDeadlocked().Judge(new Film().With(Waiting(_ => OnItself, 60)).Shoot(0.49, from: 105))).IsBlind);

    [Fact]
    public void Judge_WaitSeenForExactlyTheThreshold_IsFound() =>
        Single(new LoopDeadlocked().Judge(new Film().With(Waiting(_ => OnItself, 60)).Shoot(0.5, from: 105)));

    [Fact]
    public void Judge_WaitThatATimeoutEnded_SaysSo()
    {
        var finding = Single(new LoopDeadlocked().Judge(new Film().With(Waiting(_ => OnItself, 2)).Shoot(4)));
        Assert.Equal("The event loop waited for itself for 2.00 s in Future.result, until a timeout", finding.Title);
        Assert.True(finding.Held!.Value.IsOver);
    }

    [Fact]
    public void Judge_ResultOfAnotherLoop_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(new Film().With(Waiting(_ => OnItself with { Loop = 2 }, 60)).Shoot(2)));

    [Fact]
    public void Judge_ManyShortWaitsInOneCallback_AreNotADeadlock()
    {
        var loop = Waiting(at => OnItself with { On = (ulong)(at.Seconds * 5) }, 2);
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(new Film().With(loop).Shoot(4)));
    }

    [Fact]
    public void Judge_TurnsThatEachWaitShortly_AreNotADeadlock()
    {
        var loop = new SimulatedLoop { Waits = _ => OnItself }.Shows(0, Result);
        for (var i = 0; i < 30; i++)
            loop.Turns(0.09);
        Assert.IsNotType<Verdict.Found>(new LoopDeadlocked().Judge(new Film().With(loop).Shoot(2)));
    }

    private static Film Lock(double until, Frame suspended, bool runs = false, KernelState? kernel = null)
    {
        var loop = new SimulatedLoop { Kernel = (_, running) => running ? kernel ?? Kernels.In(202, 0x5000) : Kernels.Polling }
            .Shows(0, Code.OnLoop(Code.Coroutine("save", 30), Code.Coroutine("handler", 40))).Polls(0.1).Turns(60);
        return new Film().With(loop).With(look =>
        {
            if (look.At >= Film.Second(100 + until - 0.001))
                look.Tasks.Add(new AsyncTask(9, 0, "first", new Stack([Code.Coroutine("sleep", 5), suspended]), runs, "Future"));
        });
    }

    [Fact]
    public void Judge_LockThatASuspendedCoroutineOfTheSameFunctionTook_IsInferred()
    {
        var finding = Single(new LoopDeadlocked().Judge(Lock(2, Code.Coroutine("save", 30) with { Line = 31 }).Shoot(2)));
        Assert.Equal("Deadlock (inferred): the event loop waits, now, for 1.90 s for a lock that its own suspended coroutine holds", finding.Title);
        Assert.Equal("lock", finding.Cause);
        Assert.Equal(("save", 30), (finding.Culprit!.Function, finding.Culprit.Line));
        Assert.Contains(finding.Evidence, line => line.StartsWith("Task first is suspended in the same function at line 31", StringComparison.Ordinal) && line.Contains("inferred", StringComparison.Ordinal));
        Assert.Equal("async with lock:  # asyncio.Lock", finding.Advice[0].After);
    }

    [Fact]
    public void Judge_LockHeldForLessThanASecond_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new LoopDeadlocked().Judge(Lock(1, Code.Coroutine("save", 30) with { Line = 31 }).Shoot(1)));

    [Fact]
    public void Judge_TaskSuspendedBeforeTheLock_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(Lock(2, Code.Coroutine("save", 30) with { Line = 29 }).Shoot(2)));

    [Fact]
    public void Judge_TaskOfAnotherFunction_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(Lock(2, Code.Coroutine("load", 50)).Shoot(2)));

    [Fact]
    public void Judge_TaskThatRuns_IsNotTheHolder() =>
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(Lock(2, Code.Coroutine("save", 30) with { Line = 31 }, runs: true).Shoot(2)));

    [Fact]
    public void Judge_LoopThatSleepsInTheSameFunction_IsNotADeadlock() =>
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(Lock(2, Code.Coroutine("save", 30) with { Line = 31 }, kernel: Kernels.Sleeping).Shoot(2)));

    [Fact]
    public void Judge_TasksThatNoLookListed_AreClear() =>
        Assert.IsType<Verdict.Clear>(new LoopDeadlocked().Judge(Lock(30, Code.Coroutine("save", 30) with { Line = 31 }).Shoot(2)));
}
