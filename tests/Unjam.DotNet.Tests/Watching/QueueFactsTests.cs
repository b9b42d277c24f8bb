using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Tests.Facts;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Watching;

public sealed class QueueFactsTests
{
    private static readonly EventType Queued = new(KnownEvent.WorkEnqueued, "", 30, "", 0, default);
    private static readonly EventType Taken = new(KnownEvent.WorkDequeued, "", 31, "", 0, default);

    private readonly QueueFacts facts = new(TimeSpan.Zero);

    [Fact]
    public void Work_QueuedOverAndOverByThreadsToldOneAfterTheOther_IsTimedRightly()
    {
        // it is queued every 10 ms and waits 1 ms; two threads queue it and take it by turns, and each tells a tenth of a second of its own at a time
        for (var batch = 0; batch < 50; batch++)
        {
            for (var thread = 0; thread < 2; thread++)
            {
                for (var round = 0; round < 10; round++)
                {
                    var at = 1000 + (batch * 100) + (round * 10);
                    if (round % 2 == thread)
                        Tell(Queued, at, thread);
                    else
                        Tell(Taken, at + 1, thread);
                }
            }
        }

        facts.Close();
        Assert.Equal(new TotalTime(500, TimeSpan.FromMilliseconds(500)), facts.Total);
    }

    [Fact]
    public void Sessions_OneAfterTheOther_AreAddedUp()
    {
        for (var session = 0; session < 3; session++)
        {
            Tell(Queued, 10_000 * (session + 1), 1);
            Tell(Taken, (10_000 * (session + 1)) + 20, 2);
            facts.Close();
        }

        Assert.Equal(new TotalTime(3, TimeSpan.FromMilliseconds(60)), facts.Total);
    }

    [Fact]
    public void OldestWait_OfAnItemThatNobodyTakes_GrowsWithTheCounts()
    {
        Tell(Queued, 1000, 1);
        Count(1010, 1);
        for (var at = 1130; at < 4010; at += 100)
        {
            Count(at, 1);
            Assert.Equal(TimeSpan.FromMilliseconds(at - 1000), facts.OldestWait(At(at + 90)));
        }

        Count(4010, 0);
        Assert.Equal(TimeSpan.Zero, facts.OldestWait(At(4020)));
    }

    [Fact]
    public void OldestWait_WhileNothingIsHeard_CannotBeSaid()
    {
        Tell(Queued, 1000, 1);
        Count(1500, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(500), facts.OldestWait(At(1700)));

        // for all that is known the item was taken since, and what waits now was queued since
        Assert.Equal(TimeSpan.Zero, facts.OldestWait(At(1800)));
        Count(1900, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(900), facts.OldestWait(At(1910)));
    }

    [Fact]
    public void OldestWait_WithinABlock_IsAsOfTheLastWholeOne()
    {
        Tell(Queued, 1000, 1);
        Count(1100, 1);
        Tell(Queued, 1190, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(100), facts.OldestWait(At(1210)));
        Tell(Taken, 1150, 2); // by a thread that is told after it
        Count(1200, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(10), facts.OldestWait(At(1210)));
    }

    /// <summary>A pool with known items, watched from some moment on, told as a runtime does: each tenth of a second, or later when it has no time, one thread after the other.</summary>
    [Theory]
    [InlineData(1, 4, 30.0, 7.0)] // starving: waits grow
    [InlineData(2, 4, 30.0, 7.5)]
    [InlineData(3, 8, 5.0, 2.0)] // hardly any waits
    [InlineData(4, 2, 400.0, 100.0)]
    [InlineData(5, 3, 250.0, 70.0)]
    public void Waits_OfAPoolThatIsKnown_AreThoseOfTheTruth(int seed, int threads, double runs, double every)
    {
        const double End = 8000, Began = 3000, Interval = 100, Lag = 250;
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

        var (compared, told) = (0, Began);
        for (var at = Began + Interval; at < End; at += Interval)
        {
            if (random.Next(4) > 0)
            {
                var (low, high) = (told, at);
                told = at;
                for (var number = 0; number < items.Count; number++)
                {
                    if (items[number].Queued >= low && items[number].Queued < high)
                        Move(KnownEvent.WorkEnqueued, items[number].Queued, 1, number);
                }

                foreach (var by in items.Select(each => each.By).Distinct())
                {
                    for (var number = 0; number < items.Count; number++)
                    {
                        if (items[number].By == by && items[number].Taken >= low && items[number].Taken < high)
                            Move(KnownEvent.WorkDequeued, items[number].Taken, 2 + by, number);
                    }
                }

                // they were counted 60 ms before they were told
                for (var tick = low + Interval; tick <= high; tick += Interval)
                    Count(tick - 60, items.Count(each => each.Queued <= tick - 60 && each.Taken > tick - 60), endsBlock: tick + Interval > high);
            }

            var known = facts.OldestWait(Made.At(at)).TotalMilliseconds;
            Assert.InRange(known, 0, Enumerable.Range(0, (int)Lag + 1).Max(back => Truth(at - back)) + 0.01);
            var truth = Truth(at);
            if (told < at || truth <= 400 || at <= Began + truth)
                continue;
            compared++;
            Assert.InRange(known, (0.98 * truth) - Lag, truth + 0.01);
        }

        facts.Close();
        var seen = items.Where(each => each.Queued >= Began + runs && each.Taken < told).ToArray();
        Assert.InRange(facts.Total.Count, seen.Length, items.Count(each => each.Queued >= Began && each.Taken < told));
        var mean = items.Where(each => each.Queued >= Began && each.Taken < told).Average(each => each.Taken - each.Queued);
        Assert.InRange(facts.Total.Mean!.Value.TotalMilliseconds, (0.98 * mean) - 0.1, (1.02 * mean) + 0.1);
        Assert.True(seed is 2 or 3 || compared > 10, $"{compared}");

        double Truth(double moment) => items.Where(each => each.Queued <= moment && each.Taken > moment).Select(each => moment - each.Queued).DefaultIfEmpty().Max();
    }

    [Fact]
    public void Rate_OfEventsThatAreKeptBack_CountsThem()
    {
        for (var item = 0; item < 100; item++)
            Tell(Queued, 1000 + item, 1);
        Assert.Equal(100, facts.Rate(At(1100)));
    }

    [Fact]
    public void Work_WithoutEndAtOneMoment_IsNotKeptBackWithoutEnd()
    {
        for (var item = 0; item < 200_000; item++)
            Tell(item % 2 == 0 ? Queued : Taken, 1000, 1);
        Assert.InRange(facts.Total.Count, 30_000, 100_000);
        facts.Close();
        Assert.Equal(100_000, facts.Total.Count);
    }

    private static Moment At(long milliseconds) => new(milliseconds * 1_000_000);

    private void Tell(EventType type, long milliseconds, long thread) =>
        facts.Take(new NettraceEvent { Type = type, Timestamp = At(milliseconds).Nanoseconds, Thread = thread, Stack = [], Payload = BitConverter.GetBytes(7UL) });

    private void Move(KnownEvent known, double milliseconds, long thread, long work) => facts.Take(Made.Of(known, milliseconds, thread, Made.Work(work)));

    private void Count(double milliseconds, int queued, bool endsBlock = true)
    {
        facts.Take(Made.Counter(milliseconds, "threadpool-thread-count", 4));
        facts.Take(Made.Counter(milliseconds, "threadpool-queue-length", queued));
        facts.Take(Made.Counter(milliseconds, "threadpool-completed-items-count", 0, isIncrement: true, endsBlock: endsBlock));
    }
}
