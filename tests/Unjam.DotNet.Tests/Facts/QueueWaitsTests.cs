using System.Globalization;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Facts;

public sealed class QueueWaitsTests
{
    private readonly QueueWaits waits = new();

    [Fact]
    public void Items_FromBeginToEnd_AreTimed()
    {
        Enqueue(10, 1);
        Enqueue(20, 2);
        Dequeue(40, 1);
        Assert.Equal(new TotalTime(1, TimeSpan.FromMilliseconds(30)), waits.Complete);
        Assert.Equal(1, waits.Outstanding);
        Dequeue(90, 2);
        Assert.Equal(new TotalTime(2, TimeSpan.FromMilliseconds(100)), waits.Complete);
        Assert.Equal((TimeSpan.FromMilliseconds(70), Made.At(10), 2L), (waits.Longest, waits.Began!.Value, waits.Enqueued));
    }

    [Fact]
    public void Item_WhoseEndIsToldFirst_IsTimed()
    {
        Dequeue(40, 1);
        Dequeue(60, 1);
        Enqueue(10, 1);
        Enqueue(50, 1);
        Assert.Equal(new TotalTime(2, TimeSpan.FromMilliseconds(40)), waits.Complete);
        Enqueue(5000, 9);
        Assert.Equal(0, waits.Unknown);
    }

    [Fact]
    public void Work_QueuedTwiceUnderOneId_IsTakenInThatOrder()
    {
        foreach (var at in new[] { 10, 20, 30 })
            Enqueue(at, 1);
        Dequeue(35, 1);
        Dequeue(50, 1);
        Assert.Equal(new TotalTime(2, TimeSpan.FromMilliseconds(25 + 30)), waits.Complete);
        Assert.Equal(1, waits.Outstanding);
    }

    [Fact]
    public void Items_QueuedBefore_AreCountedOnceThatIsSure()
    {
        Dequeue(10, 1);
        Dequeue(20, 2);
        Assert.Equal(0, waits.Unknown);
        Enqueue(4000, 3);
        Assert.Equal((2L, 0L), (waits.Unknown, waits.Complete.Count));
    }

    [Fact]
    public void OldestWait_OfItemsQueuedBefore_IsAtLeastTheWatch()
    {
        // four a second are taken of a hundred
        for (var second = 0; second < 10; second++)
        {
            for (var item = 0; item < 4; item++)
                Dequeue((second * 1000) + item, (second * 4) + item);
            Count(100 - (4 * second), (second * 1000) + 800);
            Assert.Equal(TimeSpan.FromSeconds(second + 0.9), Oldest(100 - (4 * second), (second * 1000) + 800, (second * 1000) + 900));
        }
    }

    [Fact]
    public void OldestWait_OfItemsThatWereSeen_IsExact()
    {
        Dequeue(0, 99);
        Enqueue(100, 1);
        Enqueue(200, 2);
        Enqueue(300, 3);
        Assert.Equal(TimeSpan.FromMilliseconds(2150), Oldest(3, 2100, 2250));

        // one of the three is no longer there, perhaps the oldest
        Assert.Equal(TimeSpan.FromMilliseconds(2050), Oldest(2, 2100, 2250));
        Assert.Equal(TimeSpan.Zero, Oldest(0, 2100, 2250));
    }

    [Fact]
    public void OldestWait_WhenMoreHappenedThanWasTaken_IsThatOfWhatIsLeftOfAll()
    {
        Dequeue(0, 99);
        Enqueue(100, 1);
        Enqueue(200, 2);
        QueueMove[] ahead = [new(Made.At(2050), true), new(Made.At(2060), false), new(Made.At(2150), true)];
        Assert.Equal(TimeSpan.FromMilliseconds(190), Oldest(2, 2100, 2250, ahead));
        Assert.Equal(TimeSpan.Zero, Oldest(1, 2100, 2250, ahead));
        Assert.Equal(TimeSpan.FromMilliseconds(2250), Oldest(5, 2100, 2250, ahead));
    }

    [Fact]
    public void OldestWait_SinceNothingWaited_IsThatOfItemsQueuedLater()
    {
        Dequeue(0, 99);
        Enqueue(100, 1); // it runs at once, and is never taken
        Count(0, 200);
        Assert.Equal(TimeSpan.Zero, Oldest(0, 200, 210));
        Enqueue(290, 2);
        Assert.Equal(TimeSpan.FromMilliseconds(20), Oldest(2, 300, 310));
        Assert.Equal(TimeSpan.FromMilliseconds(710), Oldest(2, 900, 1000));
    }

    [Fact]
    public void OldestWait_WhenTheLastOfThoseBeforeWasJustTaken_IsNotTheirs()
    {
        Dequeue(0, 99);
        Enqueue(100, 1);

        // two waited when they were counted, one of them from before; since then it was taken
        Dequeue(2150, 98);
        Assert.Equal(TimeSpan.FromMilliseconds(2050), Oldest(2, 2100, 2150));
        Assert.Equal(TimeSpan.FromMilliseconds(2150), Oldest(3, 2100, 2150));
    }

    [Fact]
    public void OldestWait_OfItemsTakenWhileTheyWereCounted_IsNotThatOfItemsQueuedBefore()
    {
        Enqueue(0, 1);
        Dequeue(1, 1);
        for (var tenth = 1; tenth < 20; tenth++)
        {
            var at = tenth * 100;
            Enqueue(at - 5, tenth + 1);
            Dequeue(at - 1, tenth + 1);
            // now and then the count is older than its event: it has the item that was taken since
            var count = new QueueCount(tenth % 8 == 7 ? 1 : 0, Made.At(at - 6), Made.At(at));
            waits.Take(count);
            Assert.Equal(TimeSpan.Zero, waits.OldestWait(count, [], Made.At(at + 60)));
        }
    }

    [Fact]
    public void OldestWait_OfAnItemWhoseEndWasNeverTold_EndsWhenNothingWaits()
    {
        Enqueue(0, 1);
        Enqueue(50, 2);
        Dequeue(60, 2);
        Count(0, 100);
        Enqueue(390, 3);
        Assert.Equal(TimeSpan.FromMilliseconds(70), Oldest(1, 400, 460));
    }

    [Fact]
    public void OldestWait_WithACountFromBefore_CannotBeSaid()
    {
        Enqueue(100, 1);
        Count(0, 90);
        Assert.Equal(TimeSpan.Zero, Oldest(50, 90, 5000));
        Assert.Equal(1, waits.Outstanding);
        Assert.Equal(TimeSpan.Zero, new QueueWaits().OldestWait(new QueueCount(50, Made.At(90), Made.At(90)), [], Made.At(5000)));
    }

    [Fact]
    public void Rate_OfManyEvents_IsThatOfTheLastSecond()
    {
        for (var item = 0; item < 3000; item++)
            Enqueue(item, item);
        Assert.InRange(waits.Rate(Made.At(3000)), 900, 1000);
        Assert.Equal(0, waits.Rate(Made.At(9000)));
    }

    [Fact]
    public void Items_ByTheMillionThatNobodyTakes_AreBounded()
    {
        for (var item = 0; item < 400_000; item++)
            Enqueue(item / 1000.0, item % 2 == 0 ? 7 : item);
        Assert.True(waits.Outstanding < 200_000);
        Assert.Equal(400_000, waits.Outstanding + waits.Dropped);
    }

    [Fact]
    public void Waits_Recorded_AreThoseOfTheItems()
    {
        var truth = Recording.Truth(Recording.Happenings).ToDictionary(each => each.Key, each => long.Parse(each.Value, CultureInfo.InvariantCulture));
        Made.Read(Recording.Happenings, waits.Take);
        Assert.True(waits.Complete.Count >= truth["items"], $"{waits.Complete.Count} of {truth["items"]}");
        Assert.Equal((0L, 0), (waits.Unknown, waits.Outstanding));
        Assert.InRange(waits.Complete.Mean!.Value.TotalSeconds, 0, 2);
    }

    private TimeSpan Oldest(int queued, double counted, double known, params QueueMove[] ahead) =>
        waits.OldestWait(new QueueCount(queued, Made.At(counted), Made.At(counted)), ahead, Made.At(known));

    private void Count(int queued, double at) => waits.Take(new QueueCount(queued, Made.At(at), Made.At(at)));

    private void Enqueue(double at, long work) => waits.Take(Made.Of(KnownEvent.WorkEnqueued, at, 1, Made.Work(work)));

    private void Dequeue(double at, long work) => waits.Take(Made.Of(KnownEvent.WorkDequeued, at, 2, Made.Work(work)));
}
