using Unjam.DotNet.Events;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What the sessions of the shared pool's queue have brought so far, one after the other.</summary>
/// <remarks>
/// A stream is in order within a thread, not among threads, and an object that is queued over and over has one id: taken as they come, the end of one wait would be
/// found for the begin of another, and so for all that follow. So events are kept back until those that happened before them must have come. The session
/// brings the pool's counters, too: they say up to when all is known, however late that comes.
/// </remarks>
/// <param name="ahead">What the target's clock is ahead of ours.</param>
internal sealed class QueueFacts(TimeSpan ahead) : INettraceReceiver
{
    // more in so short a time than any pool does: a stream that is not to be believed
    private const int MostPending = 1 << 17;

    // the runtime writes out ten times a second what all threads have: what happened so long before the newest event has come
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(120);

    // what was counted is written out after a tenth of a second: where nothing came for longer, either side has no time, and what was so then may be over
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(150);

    private readonly Lock gate = new();
    private readonly QueueWaits waits = new();
    private readonly PriorityQueue<Happening, (long At, long Number)> pending = new();
    private readonly List<QueueMove> moves = [];
    private PoolCounters counters = new();
    private TotalTime before;
    private long number;
    private Moment newest;
    private Moment known;

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
        {
            newest = happened.At > newest ? happened.At : newest;
            if (happened.Type.Known is KnownEvent.WorkEnqueued or KnownEvent.WorkDequeued && WorkMoved.TryRead(happened.Payload, out var moved))
                Keep(new Happening(happened.Type, happened.Thread, moved.Work, default), happened.At);
            else if (happened.Type.Known == KnownEvent.Counter)
                Count(happened);
            Release(newest - Late);
            if (happened.EndsBlock)
                known = newest;
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
            counters = new PoolCounters();
            (newest, known) = (default, default);
        }
    }

    /// <summary>Events in the last second.</summary>
    public double Rate(Moment now)
    {
        lock (gate)
            return waits.Rate(now + ahead) + pending.Count;
    }

    /// <summary>How long the oldest item waits at least; zero when that is not known.</summary>
    public TimeSpan OldestWait(Moment now)
    {
        lock (gate)
        {
            if (counters.Queue is not { } count || now + ahead - known > counters.Interval + OnItsWay)
                return TimeSpan.Zero;
            moves.Clear();
            foreach (var (each, (at, _)) in pending.UnorderedItems)
            {
                if (each.Count is null)
                    moves.Add(new QueueMove(new Moment(at), each.Type!.Known == KnownEvent.WorkDequeued));
            }

            return waits.OldestWait(count, moves, known);
        }
    }

    private void Count(in NettraceEvent happened)
    {
        var counted = counters.At;
        counters.Take(happened);
        if (counters.At != counted && counters.Queue is { } count)
            Keep(new Happening(null, 0, 0, count), count.At);
    }

    private void Keep(Happening each, Moment at)
    {
        if (pending.Count == MostPending)
            Release();
        pending.Enqueue(each, (at.Nanoseconds, number++));
    }

    private void Release(Moment upTo)
    {
        while (pending.TryPeek(out _, out var order) && order.At <= upTo.Nanoseconds)
            Release();
    }

    private void Release()
    {
        _ = pending.TryDequeue(out var each, out var order);
        if (each.Count is { } count)
        {
            waits.Take(count);
            return;
        }

        Span<byte> payload = stackalloc byte[sizeof(ulong)];
        BitConverter.TryWriteBytes(payload, each.Work);
        waits.Take(new NettraceEvent { Type = each.Type!, Timestamp = order.At, Thread = each.Thread, Stack = [], Payload = payload });
    }

    private TotalTime Sum() => new(before.Count + waits.Complete.Count, before.Sum + waits.Complete.Sum);

    private readonly record struct Happening(EventType? Type, long Thread, ulong Work, QueueCount? Count);
}
