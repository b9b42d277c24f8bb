using System.Globalization;
using Unjam.DotNet.Facts;

namespace Unjam.DotNet.Tests.Facts;

public sealed class PoolCountersTests
{
    private readonly PoolCounters counters = new();

    [Fact]
    public void Counters_Recorded_AddUpToWhatRan()
    {
        var truth = Recording.Truth(Recording.Happenings).ToDictionary(each => each.Key, each => long.Parse(each.Value, CultureInfo.InvariantCulture));
        Made.Read(Recording.Happenings, counters.Take);
        Assert.Equal(truth["items"], counters.Completed);
        Assert.Equal(truth["locks"], counters.Contentions);
        Assert.InRange(counters.Threads!.Value, 1, 100);
        Assert.Equal(0, counters.Queue!.Value.Queued);
        Assert.InRange(counters.Interval.TotalSeconds, 0.5, 1.5);
        Assert.True(counters.At > counters.Began);
        Assert.Equal(TimeSpan.Zero, counters.OldestWait());
    }

    [Fact]
    public void Counters_OfAnotherProvider_AreNotThePools()
    {
        counters.Take(Made.Counter(1, "threadpool-queue-length", 5, provider: "Shop"));
        Assert.Null(counters.Queue);
        Assert.Null(counters.At);
    }

    [Theory]
    [InlineData(-5.0, 0)]
    [InlineData(1e300, int.MaxValue)]
    public void Counters_BeyondSense_AreCut(double told, int kept)
    {
        Tick(100, 4, told, 0);
        Assert.Equal(kept, counters.Queue!.Value.Queued);
    }

    [Fact]
    public void OldestWait_OfAStarvedPool_GrowsWithTheWatch()
    {
        // 100 items of a second each on four threads, from before the watch
        for (var tenth = 0; tenth <= 50; tenth++)
        {
            Tick(tenth * 100, 4, 96 - (4 * (tenth / 10)), tenth > 0 && tenth % 10 == 0 ? 4 : 0);
            Assert.Equal(TimeSpan.FromMilliseconds(100 * tenth), counters.OldestWait());
        }
    }

    [Fact]
    public void OldestWait_OfAQueueThatMoves_IsNotLongerThanItsItemsWait()
    {
        // 40 items wait, 20 are taken in each tenth of a second: nobody waits longer than 0.2 s
        for (var tenth = 0; tenth <= 50; tenth++)
            Tick(tenth * 100, 4, 40, 20);
        Assert.InRange(counters.OldestWait().TotalSeconds, 0.1, 0.2);
    }

    [Fact]
    public void OldestWait_WhenThreadsAreAdded_CountsWhatTheyTook()
    {
        Tick(0, 4, 7, 0);
        Tick(100, 8, 9, 0); // the four new ones may have taken four, and the others three more while they were counted
        Assert.Equal(TimeSpan.Zero, counters.OldestWait());
        Tick(200, 8, 9, 0);
        Assert.Equal(TimeSpan.FromMilliseconds(100), counters.OldestWait());
    }

    [Fact]
    public void OldestWait_OfAnEmptyQueue_IsNone()
    {
        Tick(0, 4, 50, 0);
        Tick(100, 4, 0, 0);
        Assert.Equal(TimeSpan.Zero, counters.OldestWait());
    }

    [Fact]
    public void Counters_BetweenOneAndTheNext_AreThoseOfOneTime()
    {
        Tick(0, 4, 50, 0);
        counters.Take(Made.Counter(100, "threadpool-thread-count", 9));
        counters.Take(Made.Counter(100.2, "threadpool-queue-length", 70));
        Assert.Equal((4, 50, Made.At(0)), (counters.Threads!.Value, counters.Queue!.Value.Queued, counters.At!.Value));
        counters.Take(Made.Counter(100.3, "threadpool-completed-items-count", 1, true));
        Assert.Equal((9, new QueueCount(70, Made.At(100), Made.At(100.2)), Made.At(100.3)), (counters.Threads!.Value, counters.Queue!.Value, counters.At!.Value));
    }

    [Fact]
    public void OldestWait_SinceCountersThatWereReadFarApart_CannotBeSaid()
    {
        counters.Take(Made.Counter(0, "threadpool-thread-count", 4));
        counters.Take(Made.Counter(1, "threadpool-queue-length", 20));
        counters.Take(Made.Counter(81, "threadpool-completed-items-count", 0, true)); // 15 items ended meanwhile
        Tick(200, 4, 20, 0);
        Assert.Equal(TimeSpan.Zero, counters.OldestWait());
        Tick(300, 4, 20, 0);
        Assert.Equal(TimeSpan.FromMilliseconds(100), counters.OldestWait());
    }

    private void Tick(double at, int threads, double queued, int completed)
    {
        counters.Take(Made.Counter(at, "threadpool-thread-count", threads));
        counters.Take(Made.Counter(at, "threadpool-queue-length", queued));
        counters.Take(Made.Counter(at, "threadpool-completed-items-count", completed, true));
    }
}
