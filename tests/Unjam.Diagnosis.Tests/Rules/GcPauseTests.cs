using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class GcPauseTests
{
    private static readonly Stack Build = Code.OnLoop(Code.User("build", 5), Code.Coroutine("handler", 8));

    /// <summary>A loop that computes, and a collector that runs on its thread while the condition holds.</summary>
    private static Film Collecting(Func<double, bool> isCollecting, SimulatedLoop? loop = null) =>
        new Film().With(loop ?? Computing(60)).With(look =>
        {
            look.IsCollecting = isCollecting(look.At.Seconds - 100);
            look.Threads.Replace(0, look.Threads[0] with { HoldsGil = true });
        });

    private static SimulatedLoop Computing(double seconds) =>
        new SimulatedLoop { Kernel = (at, _) => Kernels.Running(TimeSpan.FromSeconds(1 + at.Seconds - 100)) }.Shows(0, Build).Polls(0.1).Turns(seconds).Polls(60);

    private static Finding Single(Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(new GcPause().Judge(timeline)).Findings);

    [Fact]
    public void Judge_OneLongPause_SaysHowLongWithinWhat()
    {
        var finding = Single(Collecting(t => t is > 0.502 and < 1.702).Shoot(3));
        Assert.Equal("The garbage collector stops the process 40 % of the time", finding.Title);
        Assert.Equal((FindingIds.GcPause, Severity.Critical, "process"), (finding.Id, finding.Severity, finding.Subject));
        Assert.Null(finding.Culprit);
        Assert.Equal(1.2, finding.Held!.Value.Duration.TotalSeconds, 0.011);
        Assert.Equal(0.01, finding.Held.Value.Uncertainty.TotalSeconds, 3);
        Assert.Contains(finding.Evidence, line => line.StartsWith("The longest pause took 1.20 s ± 10 ms: 120 looks in a row", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, line => line.Contains("build (shop/app.py:5)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.125, true)]
    [InlineData(0.075, false)]
    public void Judge_PauseAroundATenthOfASecond_IsFoundAboveIt(double length, bool isFound)
    {
        // few enough looks of five seconds that the share alone says nothing
        var verdict = new GcPause().Judge(Collecting(t => t > 1 && t < 1 + length).Shoot(5));
        Assert.Equal(isFound, verdict is Verdict.Found);
        if (isFound)
            Assert.Equal("The garbage collector stopped the process for 120 ms ± 10 ms", Single(Collecting(t => t > 1 && t < 1 + length).Shoot(5)).Title);
    }

    [Theory]
    [InlineData(0.06, true)]
    [InlineData(0.04, false)]
    public void Judge_ShareOfShortPausesAroundFivePercent_IsFoundAboveIt(double share, bool isFound) =>
        Assert.Equal(isFound, new GcPause().Judge(Collecting(t => (t % 0.5) < 0.5 * share).Shoot(4, hz: 100.7)) is Verdict.Found);

    [Fact]
    public void Judge_FramesThatMoveBetweenTwoCollections_AreNotOnePause()
    {
        var loop = new SimulatedLoop { Kernel = (at, _) => Kernels.Running(TimeSpan.FromSeconds(1 + at.Seconds - 100)) }.Shows(0, Build);
        for (var i = 0; i < 200; i++)
            loop.Turns(0.03);
        var finding = Single(Collecting(t => t is > 1 and < 1.5, loop).Shoot(4));
        Assert.True(finding.Held!.Value.Duration < TimeSpan.FromMilliseconds(60), $"{finding.Held}");
        Assert.DoesNotContain(finding.Evidence, line => line.Contains("longest pause", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_OftenButWatchedForHalfASecond_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new GcPause().Judge(Collecting(t => t * 100 % 3 < 1).Shoot(0.5, hz: 97)));

    [Fact]
    public void Judge_PauseThatGoesOnAtTheEnd_IsALowerBound()
    {
        var finding = Single(Collecting(t => t > 1).Shoot(1.3));
        Assert.True(finding.Held is { IsLowerBound: true, IsOver: false });
    }

    [Fact]
    public void Judge_FlagThatWasNotRead_IsClear() =>
        Assert.IsType<Verdict.Clear>(new GcPause().Judge(new Film().With(Computing(60)).Shoot(2)));

    [Fact]
    public void Judge_CallbackInWhichTheCollectorRan_IsAConsequenceAndNotBlamed()
    {
        var timeline = Collecting(t => t is > 0.12 and < 1.28, Computing(1.2)).Shoot(3);
        Assert.Contains("It held the event loop of MainThread for 1.20 s.", Single(timeline).Consequences);
        Assert.IsType<Verdict.Clear>(new LoopBlocked().Judge(timeline));
    }

    [Fact]
    public void Judge_CallbackThatComputesBesidesTheCollector_IsStillBlamed()
    {
        var timeline = Collecting(t => t is > 0.3 and < 0.6, Computing(1.2)).Shoot(3);
        Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(timeline));
    }

    [Fact]
    public void Judge_CallbackThatSleepsWhileAnotherThreadCollects_IsStillBlamed()
    {
        var film = new Film().With(new SimulatedLoop().Shows(0, Build).Polls(0.1).Turns(1.5).Polls(9)).With(look => look.IsCollecting = true);
        Assert.IsType<Verdict.Found>(new LoopBlocked().Judge(film.Shoot(3)));
    }
}
