using System.Diagnostics;

namespace Shop;

/// <summary>A thread that does nothing but look at the clock: where it sees none for a while, it stood still.</summary>
internal sealed class Pulse
{
    private static readonly long Shortest = Stopwatch.Frequency / 6_000;

    private readonly Lock one = new();
    private readonly List<TimeSpan> gaps = [];

    public static Pulse Start()
    {
        var pulse = new Pulse();
        new Thread(pulse.Beat) { IsBackground = true, Name = "pulse" }.Start();
        return pulse;
    }

    /// <summary>How often, for how long altogether, and for how long at most it stood still meanwhile: a sixth of a millisecond and longer.</summary>
    public (int Times, TimeSpan Sum, TimeSpan Longest) During(Action run)
    {
        lock (one)
            gaps.Clear();
        run();
        lock (one)
            return (gaps.Count, gaps.Aggregate(TimeSpan.Zero, (sum, gap) => sum + gap), gaps.DefaultIfEmpty().Max());
    }

    private void Beat()
    {
        var last = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            if (now - last > Shortest)
            {
                lock (one)
                    gaps.Add(Stopwatch.GetElapsedTime(last, now));
            }

            last = now;
        }
    }
}
