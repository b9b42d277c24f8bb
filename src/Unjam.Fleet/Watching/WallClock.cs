using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Turns moments into wall-clock times. The same moment stays the same time unless the wall clock is set.</summary>
internal sealed class WallClock
{
    // Between a reading of one clock and of the other a thread may wait for its CPU; who sets a clock moves it further.
    private static readonly TimeSpan Set = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider time;
    private DateTimeOffset origin;

    public WallClock(TimeProvider time)
    {
        this.time = time;
        origin = Origin();
    }

    public DateTimeOffset At(Moment moment) => origin + new TimeSpan(moment.Nanoseconds / 100);

    /// <summary>Takes notice when the wall clock has been set.</summary>
    public void Check()
    {
        var now = Origin();
        if ((now - origin).Duration() > Set)
            origin = now;
    }

    private DateTimeOffset Origin() => time.GetUtcNow() - new TimeSpan(Now(time).Nanoseconds / 100);

    /// <summary>The moment that it is.</summary>
    public static Moment Now(TimeProvider time)
    {
        var stamp = time.GetTimestamp();
        return time.TimestampFrequency == 1_000_000_000
            ? new Moment(stamp)
            : new Moment((long)(stamp * (1e9 / time.TimestampFrequency)));
    }
}
