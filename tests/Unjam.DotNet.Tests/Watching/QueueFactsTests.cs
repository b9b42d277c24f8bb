using Unjam.DotNet.Nettrace;
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
    public void Wait_OfAnItemThatNobodyTakes_GrowsThoughNothingMoreIsTold()
    {
        Tell(Queued, 1000, 1);
        Assert.Equal(TimeSpan.FromMilliseconds(1750), facts.OldestWait(1, At(2900), At(3000)));
        Assert.Equal(TimeSpan.FromMilliseconds(2750), facts.OldestWait(1, At(3900), At(4000)));
        Assert.Equal(TimeSpan.Zero, facts.OldestWait(0, At(4900), At(5000)));
    }

    [Fact]
    public void Rate_OfEventsThatAreKeptBack_CountsThem()
    {
        for (var item = 0; item < 100; item++)
            Tell(Queued, 1000 + item, 1);
        Assert.Equal(100, facts.Rate(At(1100)));
    }

    private static Moment At(long milliseconds) => new(milliseconds * 1_000_000);

    private void Tell(EventType type, long milliseconds, long thread) =>
        facts.Take(new NettraceEvent { Type = type, Timestamp = At(milliseconds).Nanoseconds, Thread = thread, Stack = [], Payload = BitConverter.GetBytes(7UL) });
}
