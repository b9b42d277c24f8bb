using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What the sessions of the shared pool's queue have brought so far, one after the other.</summary>
/// <param name="ahead">What the target's clock is ahead of ours.</param>
internal sealed class QueueFacts(TimeSpan ahead) : INettraceReceiver
{
    private readonly Lock gate = new();
    private readonly QueueWaits waits = new();
    private TotalTime before;

    /// <summary>Waits that were seen from begin to end, in all sessions.</summary>
    public TotalTime Total
    {
        get
        {
            lock (gate)
                return Sum();
        }
    }

    public void Begin(in TraceStart start) => Close();

    public void Take(in NettraceEvent happened)
    {
        lock (gate)
            waits.Take(happened);
    }

    /// <summary>A session has ended: what was outstanding in it is not known any more.</summary>
    public void Close()
    {
        lock (gate)
        {
            before = Sum();
            waits.Clear();
        }
    }

    /// <summary>Events in the last second.</summary>
    public double Rate(Moment now)
    {
        lock (gate)
            return waits.Rate(now + ahead);
    }

    /// <summary>How long the oldest item waits at least; zero when that is not known.</summary>
    public TimeSpan OldestWait(int queued, Moment counted, Moment now)
    {
        lock (gate)
            return waits.OldestWait(queued, counted + ahead, now + ahead);
    }

    private TotalTime Sum() => new(before.Count + waits.Complete.Count, before.Sum + waits.Complete.Sum);
}
