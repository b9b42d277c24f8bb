using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>What the runtime counts of its shared pool and its locks: counters of the provider <c>System.Runtime</c>.</summary>
/// <remarks>Not thread-safe. Ask for them with <c>EventCounterIntervalSec=1E-1</c>: the runtime reads the number by the culture of its process, and some of these do not know <c>0.1</c>.</remarks>
public sealed class PoolCounters
{
    private const int MostTicks = 1024;

    // counters that were read further apart do not belong together
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(5);

    private readonly Queue<Tick> ticks = new();
    private Tick last;
    private Moment before;
    private (int? Threads, QueueCount? Queue) read;

    /// <summary>Threads that the pool has; null before the first counters.</summary>
    public int? Threads { get; private set; }

    /// <summary>Items that wait in its queues, those of single workers included; null before the first counters.</summary>
    public QueueCount? Queue { get; private set; }

    /// <summary>Items that ended since the counters were asked for.</summary>
    public long Completed { get; private set; }

    /// <summary>Locks that had to be waited for since then.</summary>
    public long Contentions { get; private set; }

    /// <summary>When the last of them came; null before the first.</summary>
    public Moment? At { get; private set; }

    /// <summary>When the first of them came; null before it.</summary>
    public Moment? Began { get; private set; }

    /// <summary>Time between two values of a counter, as the runtime says: another tool may have asked for a shorter one.</summary>
    public TimeSpan Interval { get; private set; }

    /// <summary>Takes a counter; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        if (happened.Type is not { Known: KnownEvent.Counter, Provider: KnownEvents.Counters }
            || !CounterValue.TryRead(happened.Type, happened.Payload, out var counter))
            return;
        switch (counter.Name)
        {
            case "threadpool-thread-count":
                read.Threads = Whole(counter.Value);
                break;
            case "threadpool-queue-length":
                read.Queue = new QueueCount(Whole(counter.Value), before, happened.At);
                break;
            case "monitor-lock-contention-count":
                Contentions += Whole(counter.Value);
                break;
            case "threadpool-completed-items-count": // the last of the four that the runtime writes
                Completed += Whole(counter.Value);
                Interval = TimeSpan.FromSeconds(Math.Clamp(counter.Seconds, 0, 3600));
                Keep(happened.At);
                break;
            default:
                break;
        }

        before = happened.At;
    }

    /// <summary>
    /// How long some item that waits has waited at least, as the counters show it: where fewer items left the queue since some moment than were in it then,
    /// one of those waits still. In whatever order items are taken.
    /// </summary>
    /// <returns>Zero when nothing waits, or that cannot be said.</returns>
    public TimeSpan OldestWait()
    {
        if (Queue is not { Queued: > 0 })
            return TimeSpan.Zero;
        foreach (var tick in ticks)
        {
            // What runs now and did not then has left the queue, too, and has not ended. And the two counters of a tick are read one after the other:
            // each thread may have ended an item and taken the next between them.
            if (tick.Queued > last.Completed - tick.Completed + Math.Max(last.Threads, tick.Threads))
                return last.At - tick.At;
        }

        return TimeSpan.Zero;
    }

    private static int Whole(double value) => (int)Math.Clamp(value, 0, int.MaxValue);

    private void Keep(Moment at)
    {
        if (read is not ({ } threads, { } queue))
            return;
        (Threads, Queue, At) = (threads, queue, at);
        Began ??= at;
        read = default;
        last = new Tick(at, queue.Queued, Completed, threads);
        if (at - queue.From > Together)
            return;
        if (ticks.Count == MostTicks)
            ticks.Dequeue();
        ticks.Enqueue(last);
    }

    private readonly record struct Tick(Moment At, int Queued, long Completed, int Threads);
}
