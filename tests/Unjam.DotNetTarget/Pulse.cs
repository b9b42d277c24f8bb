using System.Diagnostics;

namespace Shop;

/// <summary>A thread that does nothing but look at the clock: where it sees none for long, managed threads stood still.</summary>
internal sealed class Pulse
{
    private readonly Lock one = new();
    private long longest;

    public static Pulse Start()
    {
        var pulse = new Pulse();
        new Thread(pulse.Beat) { IsBackground = true, Name = "pulse" }.Start();
        return pulse;
    }

    /// <summary>The longest time without a beat since it was last asked, after some more time.</summary>
    public TimeSpan Longest(TimeSpan more)
    {
        Thread.Sleep(more);
        lock (one)
        {
            var ticks = longest;
            longest = 0;
            return Stopwatch.GetElapsedTime(0, ticks);
        }
    }

    private void Beat()
    {
        var last = Stopwatch.GetTimestamp();
        while (true)
        {
            // it sleeps so little that a pause is most of what it sees
            Thread.Sleep(TimeSpan.FromMicroseconds(200));
            var now = Stopwatch.GetTimestamp();
            lock (one)
                longest = Math.Max(longest, now - last);
            last = now;
        }
    }
}
