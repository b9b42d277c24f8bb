using System.Globalization;

namespace Unjam.Live;

/// <summary>CPU time of the calling thread: what computes takes as much of it on a machine that has no time for it.</summary>
public static class ThreadClock
{
    /// <summary>As the kernel counts it, at every tick: a few milliseconds more or less.</summary>
    public static TimeSpan Now =>
        TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0);
}
