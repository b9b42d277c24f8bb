using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LoopStarvedByGilTests
{
    private static readonly Stack Score = Code.OnWorker(Code.User("score", 6));

    /// <summary>Eight threads that compute and a loop that is let in once in a while.</summary>
    private static Film Convoy(double kernelShare = 0.9, bool hasTimers = true)
    {
        var film = new Film();
        film.With(look =>
        {
            var tick = (long)Math.Round((look.At.Seconds - 100) * 100);
            var inside = tick % 10 == 9;
            var kernel = look.Depth < LookDepth.Kernel ? default : tick / 5 % 10 < kernelShare * 10 ? Kernels.ForGil : Kernels.Polling;
            look.Threads.Add(new TargetThread(10, 100, "MainThread", Code.OnLoop(), StackQuality.Complete, inside, kernel));
            look.Loops.Add(new Loop
            {
                Id = 1,
                Kind = LoopKind.Asyncio,
                Thread = 0,
                Phase = LoopPhase.Polling,
                NextTimer = hasTimers ? Film.Second(100 + (tick / 10 / 10.0)) : null,
            });
            for (var i = 0; i < 8; i++)
                look.Threads.Add(new TargetThread((ulong)(20 + i), 200 + i, $"cpu_{i}", Score, StackQuality.Moving, !inside && tick % 8 == i, default));
        });
        return film;
    }

    private static Finding Single(Timeline timeline) =>
        Assert.Single(Assert.IsType<Verdict.Found>(new LoopStarvedByGil().Judge(timeline)).Findings);

    [Fact]
    public void Judge_EightComputingThreads_NamesTheirFunctionAndSettles()
    {
        var timeline = Convoy().Shoot(2);
        var finding = Single(timeline);
        Assert.Equal(FindingIds.LoopStarvedByGil, finding.Id);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("score", finding.Culprit!.Function);
        Assert.StartsWith("The event loop waits for the GIL 9", finding.Title);
        Assert.Contains(finding.Evidence, line => line.Contains("8 threads are in that function", StringComparison.Ordinal));
        Assert.True(((Verdict.Found)new LoopStarvedByGil().Judge(timeline)).IsSettled);
    }

    [Fact]
    public void Judge_LoopWithoutTimers_IsToldByTheKernelAlone() =>
        Assert.Equal("score", Single(Convoy(hasTimers: false).Shoot(2)).Culprit!.Function);

    [Fact]
    public void Judge_KernelThatCannotBeAsked_IsToldByLateTimers() =>
        Assert.Equal("score", Single(Convoy(kernelShare: 0).Shoot(2)).Culprit!.Function);

    [Fact]
    public void Judge_TooShortAWatch_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new LoopStarvedByGil().Judge(Convoy().Shoot(0.3)));

    [Fact]
    public void Judge_OneThreadThatComputesAndALoopThatIsMillisecondsLate_IsClear()
    {
        var film = new Film().With(look =>
        {
            look.Threads.Add(new TargetThread(10, 100, "MainThread", Code.OnLoop(), StackQuality.Complete, false, look.Depth < LookDepth.Kernel ? default : Kernels.Polling));
            look.Threads.Add(new TargetThread(20, 200, "cpu_0", Score, StackQuality.Moving, true, default));
            look.Loops.Add(new Loop { Id = 1, Kind = LoopKind.Asyncio, Thread = 0, Phase = LoopPhase.Polling, NextTimer = look.At - TimeSpan.FromMilliseconds(4.5) });
        });
        Assert.IsType<Verdict.Clear>(new LoopStarvedByGil().Judge(film.Shoot(3)));
    }

    [Fact]
    public void Judge_LoopThatBlocksInSleepWhileAnotherThreadComputes_IsClear()
    {
        var film = new Film().With(new SimulatedLoop().Shows(0, Code.OnLoop(Code.User("f", 1))).Turns(30))
            .With(look => look.Threads.Add(new TargetThread(20, 200, "cpu_0", Score, StackQuality.Moving, true, default)));
        Assert.IsType<Verdict.Clear>(new LoopStarvedByGil().Judge(film.Shoot(3)));
    }

    [Fact]
    public void Judge_StoppedTarget_IsClear()
    {
        var film = Convoy().With(look => look.State = look.Depth >= LookDepth.Kernel ? TargetState.Stopped : TargetState.Running);
        Assert.IsType<Verdict.Clear>(new LoopStarvedByGil().Judge(film.Shoot(2)));
    }

    [Fact]
    public void Judge_IdleLoop_IsClear() => Assert.IsType<Verdict.Clear>(new LoopStarvedByGil().Judge(new Film().With(new SimulatedLoop().Polls(10)).Shoot(5)));

    [Fact]
    public void Judge_ConvoyInOneSecondOfMany_IsFoundAndOver()
    {
        var convoy = Convoy();
        var healthy = new SimulatedLoop().Polls(60);
        var film = new Film().With(look =>
        {
            if (look.At.Seconds is > 101 and < 102.5)
                convoy.Play(look);
            else
                healthy.Play(look);
        });
        Assert.True(Single(film.Shoot(6)).Held!.Value.IsOver);
    }
}
