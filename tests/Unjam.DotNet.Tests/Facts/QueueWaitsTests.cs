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
            Assert.Equal(TimeSpan.FromSeconds(second + 0.65), waits.OldestWait(100 - (4 * second), Made.At((second * 1000) + 800), Made.At((second * 1000) + 900)));
        }
    }

    [Fact]
    public void OldestWait_OfItemsThatWereSeen_IsExactButForTheDelay()
    {
        Dequeue(0, 99);
        Enqueue(100, 1);
        Enqueue(200, 2);
        Enqueue(300, 3);
        Assert.Equal(TimeSpan.FromMilliseconds(1900), waits.OldestWait(3, Made.At(2100), Made.At(2250)));

        // one of the three is no longer there, perhaps the oldest
        Assert.Equal(TimeSpan.FromMilliseconds(1800), waits.OldestWait(2, Made.At(2100), Made.At(2250)));
        Assert.Equal(TimeSpan.Zero, waits.OldestWait(0, Made.At(2100), Made.At(2250)));
    }

    [Fact]
    public void OldestWait_SinceNothingWaited_IsThatOfItemsQueuedLater()
    {
        Dequeue(0, 99);
        Enqueue(100, 1); // it is taken at once, and nobody has told yet
        Assert.Equal(TimeSpan.Zero, waits.OldestWait(0, Made.At(200), Made.At(210)));
        Enqueue(290, 2);
        Assert.Equal(TimeSpan.Zero, waits.OldestWait(2, Made.At(300), Made.At(310)));
        Assert.Equal(TimeSpan.FromMilliseconds(460), waits.OldestWait(2, Made.At(900), Made.At(1000)));
    }

    [Fact]
    public void OldestWait_WhenTheLastOfThoseBeforeWasJustTaken_IsNotTheirs()
    {
        Dequeue(0, 99);
        Enqueue(100, 1);

        // two waited when they were counted, one of them from before; since then it was taken
        Dequeue(2150, 98);
        Assert.Equal(TimeSpan.FromMilliseconds(2050), waits.OldestWait(2, Made.At(2100), Made.At(2150)));
        Assert.Equal(TimeSpan.FromMilliseconds(2150), waits.OldestWait(3, Made.At(2100), Made.At(2150)));
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
            var told = waits.OldestWait(tenth % 8 == 7 ? 1 : 0, Made.At(at), Made.At(at + 60));
            Assert.InRange(told, TimeSpan.Zero, TimeSpan.FromMilliseconds(300));
        }
    }

    [Fact]
    public void OldestWait_OfAnItemWhoseEndWasNeverTold_EndsWhenNothingWaits()
    {
        Enqueue(0, 1);
        Enqueue(50, 2);
        Dequeue(60, 2);
        Assert.Equal(TimeSpan.Zero, waits.OldestWait(0, Made.At(100), Made.At(160)));
        Enqueue(390, 3);
        Assert.InRange(waits.OldestWait(1, Made.At(400), Made.At(460)), TimeSpan.Zero, TimeSpan.FromMilliseconds(70));
    }

    [Fact]
    public void OldestWait_WithACountFromBefore_CannotBeSaid()
    {
        Enqueue(100, 1);
        Assert.Equal(TimeSpan.Zero, waits.OldestWait(50, Made.At(90), Made.At(5000)));
        Assert.Equal(TimeSpan.Zero, new QueueWaits().OldestWait(50, Made.At(90), Made.At(5000)));
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

    /// <summary>A pool with known items, watched from some moment on, told as a runtime does: each tenth of a second, one thread after the other.</summary>
    [Theory]
    [InlineData(1, 4, 30.0, 7.0)] // starving: waits grow
    [InlineData(2, 4, 30.0, 7.5)]
    [InlineData(3, 8, 5.0, 2.0)] // hardly any waits
    [InlineData(4, 2, 400.0, 100.0)]
    public void Waits_OfAPoolThatIsKnown_AreThoseOfTheTruth(int seed, int threads, double runs, double every)
    {
        const double End = 8000, Began = 3000;
        var random = new Random(seed);
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, threads).Select(thread => (thread, 0.0)));
        var items = new List<(double Queued, double Taken, int By)>();
        for (var queued = 0.0; queued < End; queued += every * 2 * random.NextDouble())
        {
            free.TryDequeue(out var by, out var from);
            var taken = Math.Max(queued, from) + 0.01;
            items.Add((queued, taken, by));
            free.Enqueue(by, taken + (runs * (0.5 + random.NextDouble())));
        }

        var compared = 0;
        for (var flush = Began + 100; flush < End; flush += 100)
        {
            var (low, high) = (flush - 100, flush);
            for (var number = 0; number < items.Count; number++)
            {
                if (items[number].Queued >= low && items[number].Queued < high)
                    Enqueue(items[number].Queued, number);
            }

            foreach (var by in items.Select(each => each.By).Distinct())
            {
                for (var number = 0; number < items.Count; number++)
                {
                    if (items[number].By == by && items[number].Taken >= low && items[number].Taken < high)
                        Dequeue(items[number].Taken, number);
                }
            }

            // the counter is 60 ms old; what was not written for a quarter of a second did not happen
            var counted = flush - 60;
            var queue = items.Count(each => each.Queued <= counted && each.Taken > counted);
            var truth = items.Where(each => each.Queued <= flush && each.Taken > flush).Select(each => flush - each.Queued).DefaultIfEmpty().Max();
            var told = waits.OldestWait(queue, Made.At(counted), Made.At(flush)).TotalMilliseconds;
            Assert.InRange(told, 0, truth + 0.01);
            if (truth > 400 && flush > Began + truth)
            {
                compared++;
                Assert.InRange(told, (0.98 * truth) - 260, truth + 0.01);
            }
        }

        var seen = items.Where(each => each.Queued >= waits.Began!.Value.Nanoseconds / 1e6 && each.Taken < waits.At!.Value.Nanoseconds / 1e6).ToArray();
        Assert.InRange(waits.Complete.Count, seen.Length, seen.Length + 2);
        Assert.InRange(waits.Complete.Mean!.Value.TotalMilliseconds, (0.98 * seen.Average(each => each.Taken - each.Queued)) - 0.1, (1.02 * seen.Average(each => each.Taken - each.Queued)) + 0.1);
        Assert.True(seed != 1 || compared > 10, $"{compared}");
    }

    private void Enqueue(double at, long work) => waits.Take(Made.Of(KnownEvent.WorkEnqueued, at, 1, Made.Work(work)));

    private void Dequeue(double at, long work) => waits.Take(Made.Of(KnownEvent.WorkDequeued, at, 2, Made.Work(work)));
}
