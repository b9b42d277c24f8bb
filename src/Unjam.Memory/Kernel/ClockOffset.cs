using System.Globalization;
using System.Text;

namespace Unjam.Memory;

/// <summary>How far a process's monotonic clock is from ours: they differ when it lives in another time namespace.</summary>
public static class ClockOffset
{
    /// <summary>What to add to our CLOCK_MONOTONIC to get the target's. Source: <c>/proc/PID/timens_offsets</c>; zero on kernels without time namespaces.</summary>
    public static TimeSpan Monotonic(ProcessDirectory target)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        return Parse(target.Read("timens_offsets", new byte[512])) - Parse(own.Read("timens_offsets", new byte[512]));
    }

    /// <summary>Parses lines such as <c>monotonic  3600  500000000</c>: seconds and nanoseconds.</summary>
    internal static TimeSpan Parse(ReadOnlySpan<byte> text)
    {
        foreach (var line in Encoding.ASCII.GetString(text).Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["monotonic", var seconds, var nanoseconds]
                && long.TryParse(seconds, CultureInfo.InvariantCulture, out var whole)
                && long.TryParse(nanoseconds, CultureInfo.InvariantCulture, out var rest)
                && Math.Abs(whole) < TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)
                return TimeSpan.FromTicks((whole * TimeSpan.TicksPerSecond) + (rest / 100));
        }

        return TimeSpan.Zero;
    }
}
