using System.Collections.Concurrent;

namespace Unjam.Executors;

/// <summary>What a loop's thread counts of its callbacks, and what was slow among them.</summary>
internal sealed class LoopTally(LoopOptions options, LoopClock clock, LoopNow now, LoopWaits waits, LoopMeters meters)
{
    private const int MostSlow = 1000;

    private readonly Histogram lags = new();
    private readonly Histogram durations = new();
    private readonly ConcurrentQueue<SlowCallback> slow = new();
    private readonly long slowFrom = clock.Difference(options.SlowCallback);
    private long callbacks;
    private long busy;
    private long failed;
    private long blocked;
    private long blockedFor;
    private long lost;

    public long Callbacks => Volatile.Read(ref callbacks);

    public long Failed => Volatile.Read(ref failed);

    public long Blocked => Volatile.Read(ref blocked);

    public TimeSpan BlockedTime => clock.Span(Volatile.Read(ref blockedFor));

    /// <summary>Slow callbacks and measurements that nobody was told of.</summary>
    public long Lost => Volatile.Read(ref lost);

    /// <summary>Time in callbacks, with the one that runs now.</summary>
    public long BusyUntil(long timestamp) => Volatile.Read(ref busy) + (now.IsRunning ? Math.Max(0, timestamp - now.Began) : 0);

    public Distribution Lags => Picture(lags);

    public Distribution Durations => Picture(durations);

    public void Fail() => failed++;

    /// <summary>A callback ends, whether it threw or not.</summary>
    /// <returns>Whether it was slow: then the watch has something to tell.</returns>
    public bool End(in LoopItem item, long began, long ended)
    {
        var lag = clock.Nanoseconds(began - item.Posted);
        var duration = clock.Nanoseconds(ended - began);
        lags.Record(lag);
        durations.Record(duration);
        busy += Math.Max(0, ended - began);
        if (meters.IsHeard)
            Publish(lag, duration);
        var isSlow = ended - began >= slowFrom && EndSlow(item, ended - began - now.AllowedUntil(ended));
        // last: whoever sees it counted sees all that is known of it
        Volatile.Write(ref callbacks, callbacks + 1);
        return isSlow;
    }

    /// <summary>Takes the oldest slow callback that nobody was told of; null without one. For the watch.</summary>
    public SlowCallback? TakeSlow() => slow.TryDequeue(out var taken) ? taken : null;

    private bool EndSlow(in LoopItem item, long held)
    {
        if (held < slowFrom)
            return false;
        blocked++;
        blockedFor += held;
        var over = new SlowCallback(now.Sequence, item, clock.Span(held), now.LongestWait);
        options.Waits?.Held(over);
        if (slow.Count < MostSlow)
            slow.Enqueue(over);
        else
            Interlocked.Increment(ref lost);
        return true;
    }

    private void Publish(long lag, long duration)
    {
        waits.IsAside = true;
        try
        {
            meters.Record(lag, duration);
        }
        catch (Exception)
        {
            // a listener's fault is not the callback's
            Interlocked.Increment(ref lost);
        }
        finally
        {
            waits.IsAside = false;
        }
    }

    private static Distribution Picture(Histogram histogram)
    {
        var sums = new Distribution.Sums();
        histogram.AddTo(sums);
        return new Distribution(sums);
    }
}
