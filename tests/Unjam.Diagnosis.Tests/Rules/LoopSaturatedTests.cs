using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LoopSaturatedTests
{
    private static readonly Stack Tick = Code.OnLoop(Code.User("tick", 7), Code.Coroutine("feed", 9));

    private static KernelState Computing(Moment at, double share = 1, double delay = 0) =>
        Kernels.Running(TimeSpan.FromSeconds(1 + (share * (at.Seconds - 100))), TimeSpan.FromSeconds(0.1 + (delay * (at.Seconds - 100))));

    /// <summary>Turns of many callbacks of 3 ms, busy for a share of each tenth of a second.</summary>
    private static SimulatedLoop Busy(double share, Func<Moment, bool, KernelState>? kernel = null, int seconds = 8)
    {
        var loop = new SimulatedLoop { Kernel = kernel ?? ((at, running) => running ? Computing(at, share) : Kernels.Polling with { OnCpu = Computing(at, share).OnCpu }) }
            .Shows(0, Tick);
        for (var i = 0; i < seconds * 10; i++)
            loop.Turns([.. Enumerable.Repeat(share / 300, 30)]).Polls((1 - share) / 10);
        return loop;
    }

    private static Finding Single(Verdict verdict) => Assert.Single(Assert.IsType<Verdict.Found>(verdict).Findings);

    [Fact]
    public void Judge_BusyWithManyShortCallbacks_NamesTheFunctionSeenMost()
    {
        var finding = Single(new LoopSaturated().Judge(new Film().With(Busy(0.99)).Shoot(3, hz: 103)));
        Assert.Equal((FindingIds.LoopSaturated, Severity.Critical, "cpu"), (finding.Id, finding.Severity, finding.Cause));
        Assert.StartsWith("The event loop is saturated: busy ", finding.Title);
        Assert.EndsWith("with short callbacks, mostly tick", finding.Title);
        Assert.Equal(("tick", 7, "MainThread"), (finding.Culprit!.Function, finding.Culprit.Line, finding.Culprit.Thread));
        Assert.Contains("Up to 30 callbacks ran in one turn.", finding.Evidence);
        Assert.Contains(finding.Advice, advice => advice.After == "uvicorn app:app --workers 4");
    }

    [Theory]
    [InlineData(0.89, true)]
    [InlineData(0.80, false)]
    public void Judge_BusyShareAroundTheThreshold_IsFoundAboveIt(double share, bool isFound)
    {
        var verdict = new LoopSaturated().Judge(new Film().With(Busy(share)).Shoot(4, hz: 103));
        Assert.Equal(isFound, verdict is Verdict.Found);
        if (isFound)
            Assert.Equal(Severity.Warning, Single(verdict).Severity);
        else
            Assert.IsType<Verdict.Clear>(verdict);
    }

    [Fact]
    public void Judge_LessThanTwoSecondsOfWatching_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new LoopSaturated().Judge(new Film().With(Busy(0.99)).Shoot(1.9)));

    [Fact]
    public void Judge_ManyFunctions_HasNoSingleCulprit()
    {
        var loop = new SimulatedLoop { Kernel = (at, _) => Computing(at) };
        for (var i = 0; i < 4; i++)
            loop.Shows(i, Code.OnLoop(Code.User($"work{i}", 10 + i)));
        for (var i = 0; i < 2000; i++)
            loop.TurnsIn(i % 4, 0.004);
        var finding = Single(new LoopSaturated().Judge(new Film().With(loop).Shoot(3)));
        Assert.Null(finding.Culprit);
        Assert.EndsWith("with many short callbacks", finding.Title);
    }

    [Fact]
    public void Judge_LoopThatTurnsEveryFiftyMillisecondsWithEqualStacks_IsSaturatedBySleeping()
    {
        var loop = new SimulatedLoop().Shows(0, Code.OnLoop(Code.User("poll_device", 5)));
        for (var i = 0; i < 200; i++)
            loop.Turns(0.05);
        var finding = Single(new LoopSaturated().Judge(new Film().With(loop).Shoot(3)));
        Assert.Equal(("sleep", "poll_device", "time.sleep"), (finding.Cause, finding.Culprit!.Function, finding.Culprit.Call));
    }

    [Fact]
    public void Judge_LoopThatIsBlockedByOneCallback_IsClear()
    {
        var loop = new SimulatedLoop { Kernel = (at, _) => Computing(at) }.Shows(0, Tick).Polls(0.1).Turns(60);
        Assert.IsType<Verdict.Clear>(new LoopSaturated().Judge(new Film().With(loop).Shoot(4)));
    }

    [Fact]
    public void Judge_LoopThatWaitsForTheGilInItsCallbacks_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopSaturated().Judge(new Film().With(Busy(0.99, (_, _) => Kernels.ForGil)).Shoot(3)));

    [Fact]
    public void Judge_CollectorThatTakesAFifth_IsNotTheCallbacks()
    {
        var loop = Busy(0.99);
        var film = new Film().With(loop).With(look =>
        {
            look.IsCollecting = look.At.Nanoseconds / 10_000_000 % 5 == 0;
            look.Threads.Replace(0, look.Threads[0] with { HoldsGil = true });
        });
        Assert.IsType<Verdict.Clear>(new LoopSaturated().Judge(film.Shoot(3)));
    }

    [Fact]
    public void Judge_LoopThatWaitsForACpuHalfOfTheTime_IsNotBlamed()
    {
        var loop = Busy(0.99, (at, _) => Computing(at, 0.5, 0.49));
        Assert.IsType<Verdict.Undecided>(new LoopSaturated().Judge(new Film().With(loop).Shoot(3)));
    }

    [Fact]
    public void Judge_StoppedTarget_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopSaturated().Judge(new Film().With(Busy(0.99)).With(look => look.State = TargetState.Stopped).Shoot(3)));

    [Fact]
    public void Judge_HealthyLoop_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopSaturated().Judge(new Film().With(Busy(0.3)).Shoot(5)));
}
