namespace Unjam.Executors;

/// <summary>A monotonic clock in nanoseconds, over any time provider.</summary>
internal sealed class Clock(TimeProvider time)
{
    private readonly TimeProvider time = time;
    private readonly long frequency = time.TimestampFrequency;

    public TimeProvider Provider => time;

    /// <summary>Nanoseconds since the provider's own start.</summary>
    public long Now()
    {
        var at = time.GetTimestamp();
        return frequency == 1_000_000_000 ? at : (long)((Int128)at * 1_000_000_000 / frequency);
    }

    public static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(Math.Max(0, nanoseconds) / 100);

    public static long Nanoseconds(TimeSpan span) => span.Ticks > long.MaxValue / 100 ? long.MaxValue : span.Ticks * 100;
}
