namespace Unjam.Hosting.Tests.Events;

public sealed class BeatPaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly BeatPace pace = new();

    [Theory]
    [InlineData(null, 1.0)]
    [InlineData("0.1", 0.1)]
    [InlineData("1E-1", 0.1)]
    [InlineData("5", 5.0)]
    [InlineData("0.049", 1.0)]
    [InlineData("11", 1.0)]
    [InlineData("0,1", 1.0)]
    [InlineData("NaN", 1.0)]
    [InlineData("soon", 1.0)]
    public void Interval_AsASessionAsksForIt_IsKeptInBounds(string? asked, double seconds)
    {
        pace.Ask(asked);
        Assert.Equal(TimeSpan.FromSeconds(seconds), pace.Interval);
    }

    [Fact]
    public void Interval_OfSeveralSessions_IsTheShortestUntilOneGoes()
    {
        Assert.Equal(Second, pace.Interval);
        pace.Ask("0.1");
        pace.Ask("1");
        pace.Ask(null);
        Assert.Equal(TimeSpan.FromSeconds(0.1), pace.Interval);
        pace.Leave();
        Assert.Equal(Second, pace.Interval);
        pace.Ask("5");
        Assert.Equal(TimeSpan.FromSeconds(5), pace.Interval);
        pace.Ask(null); // who asks for nothing expects a second
        Assert.Equal(Second, pace.Interval);
    }

    [Fact]
    public void Rest_WhenSomebodyComes_Ends()
    {
        pace.Ask("10");
        var seen = 0;
        pace.Rest(ref seen); // what has changed before is no reason to wait
        var rested = new Thread(() => pace.Rest(ref seen)) { IsBackground = true };
        rested.Start();
        Assert.False(rested.Join(TimeSpan.FromMilliseconds(100)));
        pace.Ask("5");
        Assert.True(rested.Join(TimeSpan.FromSeconds(4)), "it rests on");
    }
}
