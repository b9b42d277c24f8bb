using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Watching;

public sealed class BurstBudgetTests
{
    private static readonly Moment Begin = new(5_000_000_000);

    [Fact]
    public void Burst_NothingWasTaken_IsAllowed() => Assert.True(new BurstBudget().Allows(Begin));

    [Fact]
    public void Burst_HaltIsShort_IsAllowedTwiceASecond()
    {
        var budget = new BurstBudget();
        budget.Took(Begin, TimeSpan.FromMilliseconds(1), hasStacks: true);
        Assert.False(budget.Allows(Begin + TimeSpan.FromMilliseconds(499)));
        Assert.True(budget.Allows(Begin + TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public void Burst_HaltIsLong_IsAllowedWhenTheHaltIsAHundredthOfTheTime()
    {
        var budget = new BurstBudget();
        budget.Took(Begin, TimeSpan.FromMilliseconds(40), hasStacks: true);
        Assert.False(budget.Allows(Begin + TimeSpan.FromSeconds(3.9)));
        Assert.True(budget.Allows(Begin + TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Burst_TheLastBroughtNothing_IsTriedLater()
    {
        var budget = new BurstBudget();
        budget.Took(Begin, TimeSpan.Zero, hasStacks: false);
        Assert.False(budget.Allows(Begin + TimeSpan.FromSeconds(4.9)));
        Assert.True(budget.Allows(Begin + TimeSpan.FromSeconds(5)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(120)]
    public void Bursts_AsOftenAsAllowed_HaltLessThanAHundredthOfTheTime(int halt)
    {
        var budget = new BurstBudget();
        var halted = TimeSpan.Zero;
        var now = Begin;
        for (var step = 0; step < 60_000; step++, now += TimeSpan.FromMilliseconds(1))
        {
            if (!budget.Allows(now))
                continue;
            halted += TimeSpan.FromMilliseconds(halt);
            budget.Took(now, TimeSpan.FromMilliseconds(halt), hasStacks: true);
        }

        // the first one is before any time has passed
        Assert.InRange((halted - TimeSpan.FromMilliseconds(halt)) / (now - Begin), 0, 0.01);
    }
}
