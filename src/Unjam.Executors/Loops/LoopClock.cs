using Unjam.Model;

namespace Unjam.Executors;

/// <summary>The timestamps of a loop's clock in other units.</summary>
internal sealed class LoopClock(TimeProvider time)
{
    private readonly long origin = time.GetTimestamp();
    private readonly long frequency = time.TimestampFrequency;
    private readonly bool isNanoseconds = time.TimestampFrequency == 1_000_000_000;
    private long latest = time.GetTimestamp();

    public long Now() => time.GetTimestamp();

    /// <summary>Nanoseconds of a difference of timestamps.</summary>
    public long Nanoseconds(long difference) => isNanoseconds ? difference : (long)(difference * (1e9 / frequency));

    public TimeSpan Span(long difference) => TimeSpan.FromTicks(Nanoseconds(difference) / 100);

    /// <summary>A timestamp after another.</summary>
    public long After(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * frequency);

    public long Difference(TimeSpan span) => (long)(span.TotalSeconds * frequency);

    /// <summary>The millisecond of the loop's life that a timestamp is in. A clock that has gone back is held until it has caught up. For the loop's thread.</summary>
    public long TickOf(long timestamp)
    {
        latest = Math.Max(latest, timestamp);
        return Nanoseconds(latest - origin) / 1_000_000;
    }

    /// <summary>The first millisecond that does not begin before a timestamp.</summary>
    public long TickFrom(long timestamp) => (Nanoseconds(timestamp - origin) + 999_999) / 1_000_000;

    /// <summary>When a millisecond of the loop's life begins.</summary>
    public long StartOf(long tick) => tick == long.MaxValue ? long.MaxValue : origin + (long)(tick * (frequency / 1000.0));

    /// <summary>A timestamp on the clock that snapshots share: on Linux the system's timestamps are CLOCK_MONOTONIC.</summary>
    public Moment MomentOf(long timestamp) => new(Nanoseconds(timestamp));
}
