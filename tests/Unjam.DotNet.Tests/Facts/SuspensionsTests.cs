using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Tests.Facts;

public sealed class SuspensionsTests
{
    private readonly Suspensions suspensions = new();

    [Theory]
    [InlineData(0, false)] // the sampler
    [InlineData(1, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Suspension_ByItsReason_IsTheCollectorsOrNot(int reason, bool isCollector)
    {
        Begin(10, reason);
        Assert.Equal(Made.At(10), suspensions.Open);
        End(14);
        Assert.Null(suspensions.Open);
        Assert.Equal(new SuspensionTotal(1, TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(4)), isCollector ? suspensions.Collector : suspensions.Other);
        Assert.Equal(default, isCollector ? suspensions.Other : suspensions.Collector);
    }

    [Fact]
    public void Suspensions_ToldOutOfOrderByTwoThreads_AreFoundTogether()
    {
        // thread 1 begins all, thread 2 ends all; a stream tells of one thread after the other
        for (var number = 0; number < 10; number++)
            Begin(number * 10, 1, thread: 1);
        for (var number = 0; number < 10; number++)
            End((number * 10) + 1 + number, thread: 2);
        Assert.Equal(new SuspensionTotal(10, TimeSpan.FromMilliseconds(55), TimeSpan.FromMilliseconds(10)), suspensions.Collector);
        Assert.Null(suspensions.Open);
    }

    [Fact]
    public void Suspension_WhoseEndWasLost_CountsNothing()
    {
        Begin(0, 1);
        Begin(1000, 1);
        End(1002);
        Assert.Equal(new SuspensionTotal(1, TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(2)), suspensions.Collector);
        End(2000);
        Assert.Equal(1, suspensions.Collector.Count);
        for (var number = 0; number < 1000; number++)
            Begin(3000 + number, 1);
        End(4000);
        Assert.Equal(new SuspensionTotal(2, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(2)), suspensions.Collector);
    }

    private void Begin(double at, int reason, long thread = 1) => suspensions.Take(Made.Of(KnownEvent.Suspending, at, thread, Made.Suspension(reason)));

    private void End(double at, long thread = 1) => suspensions.Take(Made.Of(KnownEvent.Resumed, at, thread, [0, 0]));
}
