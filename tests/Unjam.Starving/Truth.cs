using System.Diagnostics;

namespace Unjam.Starving;

/// <summary>What the items themselves measured.</summary>
public sealed class Truth
{
    private readonly Lock gate = new();
    private readonly List<(long Started, TimeSpan Wait)> started = [];
    private readonly SortedSet<(long Queued, int Number)> waiting = [];
    private int number;
    private TimeSpan longest;

    /// <summary>The longest wait, of items that have started and of those that still wait.</summary>
    public TimeSpan Longest => OldestWaiting is var oldest && oldest > longest ? oldest : longest;

    public int Started { get; private set; }

    /// <summary>How long the oldest item that has not started has waited; zero when none waits.</summary>
    public TimeSpan OldestWaiting
    {
        get
        {
            lock (gate)
                return waiting.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(waiting.Min.Queued);
        }
    }

    /// <summary>An item that is queued now and tells when it starts.</summary>
    public Action Item(Action run)
    {
        (long Queued, int Number) item;
        lock (gate)
        {
            item = (Stopwatch.GetTimestamp(), number++);
            waiting.Add(item);
        }

        return () =>
        {
            Start(item);
            run();
        };
    }

    /// <summary>The shortest and the longest wait of the items that started lately; null when none did.</summary>
    public (TimeSpan Low, TimeSpan High)? Recent(TimeSpan within)
    {
        lock (gate)
        {
            (TimeSpan Low, TimeSpan High)? found = null;
            // in the order in which they started
            for (var at = started.Count - 1; at >= 0 && Stopwatch.GetElapsedTime(started[at].Started) <= within; at--)
            {
                var wait = started[at].Wait;
                found = found is var (low, high) ? (wait < low ? wait : low, wait > high ? wait : high) : (wait, wait);
            }

            return found;
        }
    }

    private void Start((long Queued, int Number) item)
    {
        var now = Stopwatch.GetTimestamp();
        var wait = Stopwatch.GetElapsedTime(item.Queued, now);
        lock (gate)
        {
            waiting.Remove(item);
            started.Add((now, wait));
            Started++;
            if (wait > longest)
                longest = wait;
        }
    }
}
