using Unjam.DotNet.Events;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What the sessions of the shared pool's queue have brought so far, one after the other.</summary>
/// <remarks>
/// A stream is in order within a thread, not among threads, and an object that is queued over and over has one id: taken as they come, the end of one wait would be
/// found for the begin of another, and so for all that follow. So events are kept back until those that happened before them must have come.
/// </remarks>
/// <param name="ahead">What the target's clock is ahead of ours.</param>
internal sealed class QueueFacts(TimeSpan ahead) : INettraceReceiver
{
    // the runtime writes out ten times a second what all threads have: what happened so long before the newest event has come
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(120);

    // the same where no newer event comes
    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly QueueWaits waits = new();
    private readonly PriorityQueue<Moved, (long At, long Number)> pending = new();
    private TotalTime before;
    private long number;
    private Moment newest;

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
        if (happened.Type.Known is not (KnownEvent.WorkEnqueued or KnownEvent.WorkDequeued) || !WorkMoved.TryRead(happened.Payload, out var moved))
            return;
        lock (gate)
        {
            if (happened.At > newest)
                newest = happened.At;
            pending.Enqueue(new Moved(happened.Type, happened.Thread, moved.Work), (happened.Timestamp, number++));
            Release(newest - Late);
        }
    }

    /// <summary>A session has ended: what was outstanding in it is not known any more.</summary>
    public void Close()
    {
        lock (gate)
        {
            Release(newest);
            before = Sum();
            waits.Clear();
            newest = default;
        }
    }

    /// <summary>Events in the last second.</summary>
    public double Rate(Moment now)
    {
        lock (gate)
            return waits.Rate(now + ahead) + pending.Count;
    }

    /// <summary>How long the oldest item waits at least; zero when that is not known.</summary>
    public TimeSpan OldestWait(int queued, Moment counted, Moment now)
    {
        lock (gate)
        {
            Release(now + ahead - Latest);
            return waits.OldestWait(queued, counted + ahead, now + ahead);
        }
    }

    private void Release(Moment upTo)
    {
        Span<byte> payload = stackalloc byte[sizeof(ulong)];
        while (pending.TryPeek(out var moved, out var order) && order.At <= upTo.Nanoseconds)
        {
            pending.Dequeue();
            BitConverter.TryWriteBytes(payload, moved.Work);
            waits.Take(new NettraceEvent { Type = moved.Type, Timestamp = order.At, Thread = moved.Thread, Stack = [], Payload = payload });
        }
    }

    private TotalTime Sum() => new(before.Count + waits.Complete.Count, before.Sum + waits.Complete.Sum);

    private readonly record struct Moved(EventType Type, long Thread, ulong Work);
}
