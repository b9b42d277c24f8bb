using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class WatchTests
{
    private static readonly Stack Stack = Code.OnLoop(Code.User("legacy_fetch", 6), Code.Coroutine("handler", 8));

    private readonly FakeTime time = new();
    private readonly Film film = new();
    private readonly List<(double At, LookDepth Depth)> looks = [];

    private sealed class Clocked(Film film, FakeTime time, List<(double, LookDepth)> looks) : IProbe
    {
        public TimeSpan Cost { get; init; }

        public double GoneAt { get; init; } = double.MaxValue;

        public void Look(Snapshot into, LookDepth depth)
        {
            if (time.Seconds >= GoneAt)
                throw new TargetGoneException("the process has exited");
            film.Now = new Moment(time.GetTimestamp());
            film.Look(into, depth);
            looks.Add((time.Seconds, depth));
            time.Advance(Cost);
        }
    }

    private sealed class Steps : IProgress<WatchProgress>
    {
        public List<WatchProgress> All { get; } = [];

        public Action<WatchProgress> Then { get; init; } = _ => { };

        public void Report(WatchProgress value)
        {
            All.Add(value);
            Then(value);
        }
    }

    private Report Run(double seconds, double rate = 100, Clocked? probe = null, IProgress<WatchProgress>? progress = null, bool whole = false, CancellationToken cancellation = default) =>
        new Watch(probe ?? new Clocked(film, time, looks), Film.Target, time, Rulebook.All(), new WatchOptions(TimeSpan.FromSeconds(seconds), rate) { Whole = whole })
            .Run(progress, cancellation);

    private void Blocked() => film.With(new SimulatedLoop().Shows(0, Stack).Turns(1000));

    [Fact]
    public void Run_HealthyTarget_WatchesForTheWholeDuration()
    {
        film.With(new SimulatedLoop().Polls(1000));
        var report = Run(5);
        Assert.Equal((Outcome.Healthy, Ending.Duration), (report.Outcome, report.Ending));
        Assert.Equal(501, report.Quality.Looks);
        Assert.Equal(501, report.Quality.Ok);
        Assert.Equal(LookDepth.Everything, looks[^1].Depth);
        Assert.Equal(TimeSpan.FromMilliseconds(10), report.Quality.Interval);
        Assert.Equal("MainThread", Assert.Single(report.Loops).Name);
        Assert.Empty(report.Undecided);
    }

    [Fact]
    public void Run_BlockedLoop_StopsWhenCertain()
    {
        time.Advance(TimeSpan.FromSeconds(12));
        Blocked();
        var report = Run(60);
        Assert.Equal((Outcome.Findings, Ending.Certain), (report.Outcome, report.Ending));
        Assert.InRange(report.Quality.Watched.TotalSeconds, 0.3, 0.5);
        Assert.Equal("legacy_fetch", Assert.Single(report.Findings).Culprit!.Function);
        Assert.Equal(LookDepth.Everything, looks[^1].Depth);
    }

    [Fact]
    public void Run_WholeIsAsked_DoesNotStopEarly()
    {
        Blocked();
        Assert.Equal(Ending.Duration, Run(3, whole: true).Ending);
    }

    [Fact]
    public void Run_FullPool_IsGivenTheTimeToTellHowLongWorkWaits()
    {
        film.With(new SimulatedPool().Burst(0, 200, 1));
        time.Advance(TimeSpan.FromSeconds(0.1));
        var report = Run(60);
        Assert.Equal("pool-saturated", Assert.Single(report.Findings).Id);
        Assert.InRange(report.Quality.Watched.TotalSeconds, 1, 2.2);
        var pool = Assert.Single(report.Pools);
        Assert.Equal((4, 4, 8), (pool.Busy, pool.Limit, pool.AdvisedLimit));
        Assert.Equal("blocking_io_task", Assert.Single(pool.Doing).At.Function.Name);
    }

    [Fact]
    public void Run_SlowLooks_KeepsTheBeatAndLeavesOutWhatPassed()
    {
        film.With(new SimulatedLoop().Polls(1000));
        var report = Run(1, probe: new Clocked(film, time, looks) { Cost = TimeSpan.FromMilliseconds(13) });
        var started = looks[1].At;
        Assert.All(looks.Skip(1), look => Assert.Equal(0, Math.IEEERemainder(look.At - started, 0.01), 6));
        Assert.Equal(20, report.Quality.Interval.TotalMilliseconds, 3);
    }

    [Fact]
    public void Run_CheapLooks_AskTheKernelSomeTwentyTimesASecond()
    {
        film.With(new SimulatedLoop().Polls(1000));
        Run(5);
        Assert.InRange(looks.Count(look => look.Depth == LookDepth.Kernel), 75, 105);
    }

    [Fact]
    public void Run_HeldTurn_AsksTheKernelMoreOften()
    {
        Blocked();
        Run(5, whole: true);
        Assert.InRange(looks.Count(look => look.Depth == LookDepth.Kernel), 200, 501);
    }

    [Fact]
    public void Run_HeldTurnAtAThousandLooks_AsksTheKernelNotMoreThanAHundredTimesASecond()
    {
        Blocked();
        Run(2, rate: 1000, whole: true);
        Assert.InRange(looks.Count(look => look.Depth == LookDepth.Kernel), 100, 210);
    }

    [Fact]
    public void Run_Cancelled_ReportsWhatItHas()
    {
        Blocked();
        using var cancellation = new CancellationTokenSource();
        var report = Run(60, progress: new Steps { Then = step => { if (step.Elapsed > TimeSpan.FromSeconds(0.25)) cancellation.Cancel(); } }, cancellation: cancellation.Token);
        Assert.Equal(Ending.Cancelled, report.Ending);
        Assert.NotEmpty(report.Findings);
    }

    [Fact]
    public void Run_TargetGoneAfterAFinding_ReportsIt()
    {
        Blocked();
        var report = Run(60, probe: new Clocked(film, time, looks) { GoneAt = 100.35 });
        Assert.Equal((Outcome.Findings, Ending.TargetGone), (report.Outcome, report.Ending));
    }

    [Fact]
    public void Run_TargetGoneWithoutAFinding_Throws()
    {
        film.With(new SimulatedLoop().Polls(1000));
        Assert.Throws<TargetGoneException>(() => Run(60, probe: new Clocked(film, time, looks) { GoneAt = 101 }));
    }

    [Fact]
    public void Run_TargetGoneAtOnce_Throws() =>
        Assert.Throws<TargetGoneException>(() => Run(60, probe: new Clocked(film, time, looks) { GoneAt = 0 }));

    [Fact]
    public void Run_Progress_IsToldTenTimesASecond()
    {
        film.With(new SimulatedLoop().Polls(1000));
        var steps = new Steps();
        Run(5, progress: steps);
        Assert.InRange(steps.All.Count, 45, 50);
        Assert.Null(steps.All[^1].Worst);
        Assert.Equal(TimeSpan.FromSeconds(5), steps.All[0].Duration);
    }

    [Fact]
    public void Run_NothingReadable_IsInconclusive()
    {
        film.Fails = _ => true;
        Assert.Equal(Outcome.Inconclusive, Run(1).Outcome);
    }

    [Fact]
    public void Run_LongerThanItRemembers_KeepsWhatItFound()
    {
        film.With(new SimulatedLoop().Shows(0, Stack).Polls(1).Turns(0.5).Polls(1000));
        var report = Run(9, rate: 1000);
        var finding = Assert.Single(report.Findings);
        Assert.Equal("The event loop was blocked for 500 ms in time.sleep", finding.Title);
        Assert.Equal(9001, report.Quality.Looks);
    }

    [Fact]
    public void Room_BigTarget_BoundsTheMemory()
    {
        var look = new Snapshot();
        for (var i = 0; i < 20_000; i++)
            look.Queue.Add(default);
        Assert.Equal(100, Room.For(look, new WatchOptions(TimeSpan.FromSeconds(60), 100)));
        Assert.Equal(6000, Room.For(new Snapshot(), new WatchOptions(TimeSpan.FromHours(1), 1000)));
        Assert.Equal(502, Room.For(new Snapshot(), new WatchOptions(TimeSpan.FromSeconds(5), 100)));
    }
}
