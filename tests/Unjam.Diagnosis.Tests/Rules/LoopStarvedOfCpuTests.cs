using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LoopStarvedOfCpuTests
{
    private static Film Film(double onCpu, double runDelay, double? throttled = null, char state = 'R')
    {
        var loop = new SimulatedLoop
        {
            Kernel = (at, _) => Kernels.Running(Of(at, onCpu) + TimeSpan.FromSeconds(1), Of(at, runDelay)) with { State = state },
        }.Shows(0, Code.OnLoop(Code.User("small_work", 5))).Polls(0.1).Turns(30);
        return new Film().With(loop).With(look => look.Throttled = throttled is { } share ? Of(look.At, share) : null);
    }

    private static TimeSpan Of(Moment at, double share) => TimeSpan.FromSeconds((at.Seconds - 100) * share);

    private static Finding Single(Timeline timeline) =>
        Assert.Single(Assert.IsType<Verdict.Found>(new LoopStarvedOfCpu().Judge(timeline)).Findings);

    [Fact]
    public void Judge_CreditedRunDelay_IsFound()
    {
        var finding = Single(Film(0.05, 0.87).Shoot(2));
        Assert.Equal(FindingIds.LoopStarvedOfCpu, finding.Id);
        Assert.Null(finding.Culprit);
        Assert.Equal("The event loop is ready to run but gets no CPU 95 % of the time", finding.Title);
    }

    [Fact]
    public void Judge_DelayOfTheTimeBeforeIsCredited_SaysNoMoreThanAll() =>
        Assert.EndsWith("gets no CPU 100 % of the time", Single(Film(0.01, 1.4).Shoot(2)).Title);

    [Fact]
    public void Judge_ThreadThatIsNotScheduledAtAll_IsFoundThoughNoDelayIsCredited() => Single(Film(0, 0).Shoot(2));

    [Theory]
    [InlineData(0.6, "Its cgroup was throttled for 1.20 s meanwhile: the CPU limit is the cause.")]
    [InlineData(0.0, "Its cgroup was not throttled: the host is overloaded.")]
    public void Judge_CgroupFacts_TellWhoIsToBlame(double throttled, string evidence) =>
        Assert.Contains(evidence, Single(Film(0.05, 0.87, throttled).Shoot(2)).Evidence);

    [Theory]
    [InlineData(0.95, 0.02)]
    [InlineData(0.56, 0.3)]
    [InlineData(0.5, 0.5)]
    public void Judge_HonestWorkOnABusyMachine_IsClear(double onCpu, double runDelay) =>
        Assert.IsType<Verdict.Clear>(new LoopStarvedOfCpu().Judge(Film(onCpu, runDelay).Shoot(3)));

    [Fact]
    public void Judge_SleepingThread_IsClear() =>
        Assert.IsType<Verdict.Clear>(new LoopStarvedOfCpu().Judge(Film(0, 0, state: 'S').Shoot(3)));

    [Fact]
    public void Judge_TooShortAWatch_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new LoopStarvedOfCpu().Judge(Film(0, 0).Shoot(0.2)));

    [Fact]
    public void Judge_KernelWithoutSchedulerTimes_IsClear()
    {
        var loop = new SimulatedLoop { Kernel = (_, _) => Kernels.Running(TimeSpan.Zero) }.Shows(0, Code.OnLoop(Code.User("f", 5))).Turns(30);
        Assert.IsType<Verdict.Clear>(new LoopStarvedOfCpu().Judge(new Film().With(loop).Shoot(3)));
    }
}
