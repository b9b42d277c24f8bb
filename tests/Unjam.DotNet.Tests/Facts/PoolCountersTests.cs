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
        Assert.Equal(0, counters.Queued);
        Assert.InRange(counters.Interval.TotalSeconds, 0.5, 1.5);
        Assert.True(counters.At > counters.Began);
        Assert.Equal(TimeSpan.Zero, counters.OldestWait());
    }

    [Fact]
    public void Counters_OfAnotherProvider_AreNotThePools()
    {
        counters.Take(Made.Counter(1, "threadpool-queue-length", 5, provider: "Shop"));
        Assert.Null(counters.Queued);
        Assert.Null(counters.At);
    }

    [Theory]
    [InlineData(-5.0, 0)]
    [InlineData(1e300, int.MaxValue)]
    public void Counters_BeyondSense_AreCut(double told, int kept)
    {
        counters.Take(Made.Counter(1, "threadpool-queue-length", told));
        Assert.Equal(kept, counters.Queued);
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

    private void Tick(double at, int threads, int queued, int completed)
    {
        counters.Take(Made.Counter(at, "threadpool-thread-count", threads));
        counters.Take(Made.Counter(at, "threadpool-queue-length", queued));
        counters.Take(Made.Counter(at, "threadpool-completed-items-count", completed, true));
    }
}
