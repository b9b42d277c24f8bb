using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet.Tests;

/// <summary>How closely one target is watched, and what becomes of it.</summary>
public sealed class WatchingTests
{
    private static readonly Stack Fetch = Code.OnLoop(Code.User("legacy_fetch", 6), Code.Coroutine("handler", 8));

    [Fact]
    public void Step_CalmTarget_LooksTwiceASecond_AndCloselyNowAndThen()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.RunTo(240);
        Assert.InRange(stage.LooksBetween(100, 103), 100, 140);
        Assert.InRange(stage.LooksBetween(110, 150), 79, 81);
        Assert.InRange(stage.LooksBetween(155, 170), 130, 170);
        var view = stage.Watch.View();
        Assert.Equal((WatchState.Watching, null, 2.0), (view.State, view.WhyNot, view.Rate));
        Assert.Equal(Outcome.Healthy, view.Report!.Outcome);
        Assert.Equal(stage.Looks.Count, view.Looks.Ok);
        Assert.Equal(stage.Looks.Count, view.LookDuration.Count);
        Assert.NotNull(view.Process);
        Assert.Empty(stage.History().Stalls);
    }

    [Fact]
    public void Step_LoopIsBlockedForAWhile_IsSeenCloselyAndThenCalmAgain()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop { Ready = 3 }.Shows(0, Fetch).Polls(20.3).Turns(4).Polls(1000));
        stage.RunTo(123);
        var during = stage.Watch.View();
        Assert.Equal("legacy_fetch", Assert.Single(during.Report!.Findings).Culprit!.Function);
        Assert.InRange(Assert.Single(during.Loops).Blocked.TotalSeconds, 2.6, 2.8);
        Assert.Equal(50, during.Rate, 0.1);
        Assert.InRange(stage.LooksBetween(121, 123), 95, 101);
        var open = Assert.Single(stage.History().Stalls);
        Assert.False(open.IsOver);

        stage.RunTo(160);
        var stall = Assert.Single(stage.History().Stalls);
        Assert.Equal((1, FindingIds.LoopBlocked, true), (stall.Number, stall.Finding.Id, stall.IsOver));
        Assert.Equal(Stage.At(120.3), stall.Began);
        Assert.Equal(4, stall.Duration.TotalSeconds, 0.001);
        var after = stage.Watch.View();
        Assert.Equal(Outcome.Healthy, after.Report!.Outcome);
        Assert.Equal(2, after.Rate, 0.1);
        var counted = Assert.Single(after.Loops[0].Stalls);
        Assert.Equal((Cause.Sleep, null, 1), (counted.Cause, counted.Culprit, counted.Count));
        Assert.Equal(4, counted.Total.TotalSeconds, 0.001);
    }

    [Fact]
    public void Step_BlockBeforeTheFirstLook_IsFoundWithinTwoSeconds()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Shows(0, Fetch).Turns(1000));
        stage.RunTo(102);
        Assert.Equal(FindingIds.LoopBlocked, Assert.Single(stage.Watch.View().Report!.Findings).Id);
    }

    [Fact]
    public void Step_BlockThatNeverEnds_IsOneStall()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Shows(0, Fetch).Turns(10_000));
        stage.RunTo(200);
        var stall = Assert.Single(stage.History().Stalls);
        Assert.False(stall.IsOver);
        Assert.InRange(stall.Duration.TotalSeconds, 94, 100);
        Assert.InRange(Assert.Single(stage.Watch.View().Loops[0].Stalls).Total.TotalSeconds, 94, 100);
        var stack = Assert.Single(stage.History().LoopBlock);
        Assert.InRange(stack.Waited.TotalSeconds, 99, 100);
    }

    [Fact]
    public void Step_ItemThatRunsForMinutes_IsCalledStuck()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(new SimulatedPool().Item(5, 1000));
        stage.RunTo(160);
        Assert.Equal(FindingIds.WorkerStuck, Assert.Single(stage.Watch.View().Report!.Findings).Id);
        Assert.True(stage.LooksBetween(125, 160) < 35 * 5);
    }

    [Fact]
    public void Step_ItemThatRunsForMinutesBesideABacklog_IsCalledStuckAsWell()
    {
        using var stage = new Stage();
        var pool = new SimulatedPool(workers: 2).Item(1, 1000);
        for (var i = 0; i < 400; i++)
            pool.Item(2 + (i * 0.4), 0.5);
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(pool);
        stage.RunTo(130);
        Assert.DoesNotContain(stage.Watch.View().Report!.Findings, finding => finding.Id == FindingIds.WorkerStuck);
        stage.RunTo(150);
        var findings = stage.Watch.View().Report!.Findings;
        Assert.Contains(findings, finding => finding.Id is FindingIds.PoolGrowing or FindingIds.PoolSaturated);
        Assert.Contains(findings, finding => finding.Id == FindingIds.WorkerStuck);
        Assert.InRange(stage.History().Stalls.Count(stall => stall.Finding.Id == FindingIds.WorkerStuck), 1, 1);
    }

    [Fact]
    public void Step_TargetExits_IsGoneAndKeepsWhatWasSeen()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.Fails = () => stage.Time.Seconds > 110 ? new TargetGoneException("The target is gone: it has exited.") : null;
        stage.RunTo(200);
        var view = stage.Watch.View();
        Assert.Equal((WatchState.Gone, "The target is gone: it has exited."), (view.State, view.WhyNot));
        Assert.NotNull(view.Report);
        Assert.Equal(10, stage.History().Points.Length);
        Assert.Equal(0, view.Rate);
    }

    [Fact]
    public void Step_TargetIsRefused_SaysWhyAndTriesAgainRarely()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.Refuses = () => stage.Time.Seconds < 1000 ? new AttachException(AttachFailure.PermissionDenied, "It belongs to another user: run as that user.") : null;
        stage.RunTo(1000);
        var view = stage.Watch.View();
        Assert.Equal((WatchState.Refused, "It belongs to another user: run as that user."), (view.State, view.WhyNot));
        Assert.InRange(stage.Attaches, 4, 7);
        stage.RunTo(1400);
        Assert.Equal((WatchState.Watching, null), (stage.Watch.View().State, stage.Watch.View().WhyNot));
    }

    [Fact]
    public void Step_TargetIsStarting_IsWatchedSoonAfterItIsReady()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.Refuses = () => stage.Time.Seconds < 102 ? new AttachException(AttachFailure.NotReady, "It is still starting.") : null;
        stage.RunTo(105);
        Assert.Equal(WatchState.Watching, stage.Watch.View().State);
    }

    [Fact]
    public void Step_LookThrows_IsRefusedWithTheReasonAndWatchedAgain()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.Fails = () => stage.Time.Seconds is > 110 and < 111 ? new InvalidOperationException("the walk went wrong") : null;
        stage.RunTo(115);
        var view = stage.Watch.View();
        Assert.Equal(WatchState.Refused, view.State);
        Assert.Contains("the walk went wrong", view.WhyNot, StringComparison.Ordinal);
        stage.RunTo(150);
        Assert.Equal(WatchState.Watching, stage.Watch.View().State);
        Assert.Equal(2, stage.Attaches);
    }

    [Fact]
    public void Step_ProcessLeaves_EndsAndCanBeginAgain()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.RunTo(110);
        Assert.False(stage.Watch.BeginAgain());
        stage.Watch.Leave();
        stage.RunTo(120);
        Assert.Equal(WatchState.Gone, stage.Watch.State);
        Assert.True(stage.Watch.BeginAgain());
        Assert.Equal(TimeSpan.Zero, stage.Watch.Step());
        Assert.Equal(WatchState.Watching, stage.Watch.State);
    }

    [Fact]
    public void Step_AllCpuIsUsedUp_LooksMoreRarely()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Shows(0, Fetch).Turns(10_000));
        RunDear(stage, 400, () => { });
        Assert.True(stage.Governor.Slowness > 1);
        Assert.InRange(stage.LooksBetween(340, 400) * 0.01 / 60, 0.02, 0.055);
        Assert.Equal(FindingIds.LoopBlocked, Assert.Single(stage.Watch.View().Report!.Findings).Id);
    }

    [Fact]
    public void Step_LoopGoesOnAfterAllCpuWasUsedUp_IsToldWithinHalfAMinute()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Shows(0, Fetch).Turns(200).Polls(10_000));
        var slowest = 1.0;
        RunDear(stage, 335, () =>
        {
            slowest = Math.Max(slowest, stage.Governor.Slowness);
            if (stage.Time.Seconds is > 200 and < 300)
                Assert.Equal(FindingIds.LoopBlocked, Assert.Single(stage.Watch.View().Report!.Findings).Id);
        });
        Assert.True(slowest > 4, $"{slowest}");
        Assert.Empty(stage.Watch.View().Report!.Findings);
    }

    // each look costs 10 ms of CPU, and what was used is measured once a second
    private static void RunDear(Stage stage, double second, Action measuring)
    {
        var measured = stage.Time.Seconds;
        stage.LookTakes = TimeSpan.FromMilliseconds(10);
        stage.RunTo(second, () =>
        {
            if (stage.Time.Seconds - measured < 1)
                return;
            measured = stage.Time.Seconds;
            stage.Cpu = TimeSpan.FromMilliseconds(10) * stage.Looks.Count;
            stage.Governor.Measure();
            measuring();
        });
    }
}
