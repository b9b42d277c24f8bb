namespace Unjam.Fleet.Tests;

public sealed class GovernorTests
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(500), Close = TimeSpan.FromMilliseconds(20);

    private readonly FakeTime time = new();
    private TimeSpan cpu;

    private Governor Use(Governor governor, double share, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            cpu += TimeSpan.FromSeconds(share);
            governor.Measure();
        }

        return governor;
    }

    private Governor New() => new(0.05, () => cpu, time);

    [Fact]
    public void Measure_BelowTheBound_ChangesNothing()
    {
        var governor = Use(New(), 0.04, 300);
        Assert.Equal(1, governor.Slowness);
        Assert.Equal(0.04, governor.Share, 0.001);
        Assert.Equal(Close, governor.Stretch(Close, Calm, Close));
    }

    [Fact]
    public void Measure_CloseToTheBound_TakesTheLooksThatOnlyCount()
    {
        var governor = Use(New(), 0.04, 60);
        Assert.True(governor.Thrift > 4);
        Assert.Equal(1, Use(governor, 0.01, 60).Thrift);
    }

    [Fact]
    public void Measure_ShortBeginningAboveIt_IsForgiven() => Assert.Equal(1, Use(New(), 0.5, 5).Slowness);

    [Fact]
    public void Measure_AboveItForAMinute_SlowsDownAndRecovers()
    {
        var governor = Use(New(), 0.2, 60);
        Assert.True(governor.Slowness > 4);
        Assert.True(governor.Stretch(Close, Calm, Close) > Close * 3);
        Assert.Equal(1, Use(governor, 0.01, 200).Slowness);
    }

    [Fact]
    public void Stretch_UnderPressure_TakesTheFrequentLooksFirst()
    {
        var governor = Use(New(), 0.2, 22);
        Assert.InRange(governor.Slowness, 1.5, 20);
        Assert.Equal(Calm, governor.Stretch(Calm, Calm, Close));
        Assert.True(governor.Stretch(Close, Calm, Close) > Close);
        Use(governor, 0.9, 100);
        Assert.True(governor.Stretch(Calm, Calm, Close) > Calm * 5);
        Assert.Equal(governor.Stretch(Calm, Calm, Close), governor.Stretch(Close, Calm, Close));
    }

    [Fact]
    public void TryBeginRound_ManyAsk_AFewGoAtATime()
    {
        var governor = New();
        Assert.Equal(4, Enumerable.Range(0, 50).Count(_ => governor.TryBeginRound()));
        governor.EndRound();
        Assert.True(governor.TryBeginRound());
        Assert.False(governor.TryBeginRound());
    }

    [Fact]
    public void TryBeginRound_AboveTheBound_OneGoesAtATime()
    {
        var governor = Use(New(), 0.1, 30);
        Assert.Equal(1, Enumerable.Range(0, 50).Count(_ => governor.TryBeginRound()));
        Use(governor, 0.01, 60);
        Assert.Equal(3, Enumerable.Range(0, 50).Count(_ => governor.TryBeginRound()));
    }
}
