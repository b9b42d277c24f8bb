using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>How long each item waited for a thread of the shared pool: from its enqueue to its dequeue (FrameworkEventSource, keyword 0x2, Verbose).</summary>
/// <remarks>
/// Not thread-safe. The runtime begins to write these events when a worker next looks for work, not when the session begins: all that is said of items that were
/// queued before counts from the first event. A stream is in order only within a thread, so that a dequeue may stand before its enqueue.
/// </remarks>
public sealed class QueueWaits
{
    private const int MostItems = 1 << 17;
    private const int MostPairs = 1 << 14;
    private const long Second = 1_000_000_000;

    private readonly WorkMoments waiting = new(MostItems);
    private readonly WorkMoments taken = new(MostItems);
    private readonly Queue<(long Queued, long Taken)> pairs = new();
    private readonly List<long> sorted = [];
    private readonly EventRate rate = new();
    private int fewestUnseen = int.MaxValue;
    private long sumTicks;
    private long settledTo = long.MinValue;
    private long pairsFrom = long.MinValue;
    private long first;
    private long newest;

    /// <summary>When the first event happened; null before it.</summary>
    public Moment? Began => Events > 0 ? new Moment(first) : null;

    /// <summary>When the newest event happened; null before the first.</summary>
    public Moment? At => Events > 0 ? new Moment(newest) : null;

    /// <summary>Events that came.</summary>
    public long Events { get; private set; }

    /// <summary>Items that were seen to be queued.</summary>
    public long Enqueued { get; private set; }

    /// <summary>Waits that were seen from their begin to their end. Items are taken in the order in which they were queued, so that these are
    /// all items queued since <see cref="Began"/> up to the one queued last of them: a short session does not prefer short waits.</summary>
    public TotalTime Complete { get; private set; }

    /// <summary>The longest of them.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Items that were taken and had been queued before <see cref="Began"/>: each waited longer than from then on. Told late, for their begin may stand later in the stream.</summary>
    public long Unknown { get; private set; }

    /// <summary>Items that were seen to be queued and not to be taken. Some of them may not wait: a task that is waited for may run at once, without being taken from the queue.</summary>
    public int Outstanding => waiting.Count;

    /// <summary>Items that found no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes an enqueue or a dequeue; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Known is not (KnownEvent.WorkEnqueued or KnownEvent.WorkDequeued) || !WorkMoved.TryRead(happened.Payload, out var moved))
            return;
        var at = happened.Timestamp;
        first = Events == 0 ? at : Math.Min(first, at);
        newest = Events == 0 ? at : Math.Max(newest, at);
        Events++;
        rate.Add(at);
        if (happened.Type.Known == KnownEvent.WorkEnqueued)
            Enqueue(moved.Work, at);
        else
            Dequeue(moved.Work, at);
        Settle();
    }

    /// <summary>Events a second, as the last second up to a moment shows it.</summary>
    public double Rate(Moment now) => rate.At(now.Nanoseconds);

    /// <summary>Takes a count, when all events that happened before it have been taken.</summary>
    public void Take(in QueueCount count)
    {
        if (!IsWatched(count))
            return;
        fewestUnseen = Math.Min(fewestUnseen, Unseen(count, []));
        if (count.Queued == 0)
            waiting.Drop(count.From.Nanoseconds);
    }

    /// <summary>How long the oldest item that waits has waited at least.</summary>
    /// <param name="count">The newest count: not all that was queued need still be there.</param>
    /// <param name="ahead">What happened since the last event that was taken.</param>
    /// <param name="known">All that happened before is among either.</param>
    /// <returns>Zero when nothing waits, or that cannot be said.</returns>
    public TimeSpan OldestWait(in QueueCount count, IReadOnlyCollection<QueueMove> ahead, Moment known)
    {
        if (count.Queued == 0 || !IsWatched(count))
            return TimeSpan.Zero;
        var unseen = Unseen(count, ahead);
        var (left, leftBefore) = (0, 0);
        foreach (var move in ahead)
        {
            if (!move.IsTaken)
                continue;
            left++;
            leftBefore += move.At < count.From ? 1 : 0;
        }

        // of those that were queued before the first event, at least one has not been taken since they were counted, ever
        var others = taken.CountFrom(count.From.Nanoseconds);
        if (fewestUnseen > 0 && unseen > others + left - leftBefore)
            return Since(first, known.Nanoseconds);

        // so many of those that were queued are no longer there, perhaps the oldest
        var gone = Math.Max(0, -unseen - leftBefore) + left;
        return gone < sorted.Count ? Since(sorted[gone], known.Nanoseconds) : TimeSpan.Zero;
    }

    /// <summary>Forgets all, for a new session.</summary>
    public void Clear()
    {
        waiting.Clear();
        taken.Clear();
        pairs.Clear();
        rate.Clear();
        (sumTicks, settledTo, pairsFrom, first, newest) = (0, long.MinValue, long.MinValue, 0, 0);
        (Events, Enqueued, Unknown, Dropped) = (0, 0, 0, 0);
        (Complete, Longest) = (default, default);
        fewestUnseen = int.MaxValue;
    }

    private static TimeSpan Since(long at, long now) => now > at && now - at > 0 ? new TimeSpan((now - at) / TimeSpan.NanosecondsPerTick) : TimeSpan.Zero;

    // of an earlier time it is not known what was queued
    private bool IsWatched(in QueueCount count) => Events > 0 && count.From.Nanoseconds >= Math.Max(first, pairsFrom);

    /// <summary>Items that waited when they were counted, at least, without those that were seen to be queued; sorts the latter.</summary>
    private int Unseen(in QueueCount count, IReadOnlyCollection<QueueMove> ahead)
    {
        var (from, at) = (count.From.Nanoseconds, count.At.Nanoseconds);
        sorted.Clear();
        waiting.AddTo(sorted, at);
        foreach (var move in ahead)
        {
            if (!move.IsTaken && move.At.Nanoseconds <= at)
                sorted.Add(move.At.Nanoseconds);
        }

        sorted.Sort();
        return count.Queued - sorted.Count - pairs.Count(pair => pair.Queued <= at && pair.Taken >= from);
    }

    private void Enqueue(ulong work, long at)
    {
        Enqueued++;
        if (taken.TakeFrom(work, at, out var end))
            Pair(at, end);
        else if (!waiting.Add(work, at))
            Dropped++;
    }

    private void Dequeue(ulong work, long at)
    {
        if (waiting.TakeUpTo(work, at, out var begin))
            Pair(begin, at);
        else if (!taken.Add(work, at))
            Dropped++;
    }

    private void Pair(long queued, long end)
    {
        var wait = Since(queued, end);
        sumTicks += Math.Min(wait.Ticks, long.MaxValue - sumTicks);
        Complete = new TotalTime(Complete.Count + 1, new TimeSpan(sumTicks));
        if (wait > Longest)
            Longest = wait;
        if (pairs.Count == MostPairs)
            pairsFrom = Math.Max(pairsFrom, pairs.Dequeue().Taken);
        pairs.Enqueue((queued, end));
    }

    // what the runtime has not written for two seconds does not come any more
    private void Settle()
    {
        var limit = newest - (2 * Second);
        if (limit > newest || limit - settledTo < Second / 4 && settledTo != long.MinValue)
            return;
        settledTo = limit;
        Unknown += taken.Drop(limit);
        while (pairs.TryPeek(out var pair) && pair.Taken < limit)
            pairs.Dequeue();
        pairsFrom = Math.Max(pairsFrom, limit);
    }
}
