namespace Unjam.Model;

/// <summary>An instant on the monotonic clock that the target and Unjam share (CLOCK_MONOTONIC), in nanoseconds.</summary>
public readonly record struct Moment(long Nanoseconds) : IComparable<Moment>
{
    /// <summary>The instant that a runtime keeps as floating-point seconds (Python's <c>time.monotonic()</c>).</summary>
    public static Moment FromSeconds(double seconds) => new((long)(seconds * 1e9));

    /// <summary>Seconds since the clock's own start.</summary>
    public double Seconds => Nanoseconds / 1e9;

    public int CompareTo(Moment other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static TimeSpan operator -(Moment later, Moment earlier) => new((later.Nanoseconds - earlier.Nanoseconds) / 100);

    public static Moment operator +(Moment at, TimeSpan after) => new(at.Nanoseconds + (after.Ticks * 100));

    public static Moment operator -(Moment at, TimeSpan before) => new(at.Nanoseconds - (before.Ticks * 100));

    public static bool operator <(Moment a, Moment b) => a.Nanoseconds < b.Nanoseconds;

    public static bool operator >(Moment a, Moment b) => a.Nanoseconds > b.Nanoseconds;

    public static bool operator <=(Moment a, Moment b) => a.Nanoseconds <= b.Nanoseconds;

    public static bool operator >=(Moment a, Moment b) => a.Nanoseconds >= b.Nanoseconds;
}
