namespace Unjam.Diagnosis.Tests;

/// <summary>A clock that stands still until someone waits for it: a timer moves it on at once.</summary>
internal sealed class FakeTime : TimeProvider
{
    /// <summary>What the wall clock shows when this clock shows zero.</summary>
    public static readonly DateTimeOffset Midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long now = 100_000_000_000;

    public override long TimestampFrequency => 1_000_000_000;

    /// <summary>Seconds since the clock's own start.</summary>
    public double Seconds => now / 1e9;

    public override long GetTimestamp() => now;

    /// <summary>The wall clock goes with it.</summary>
    public override DateTimeOffset GetUtcNow() => Midnight + new TimeSpan(now / 100);

    public void Advance(TimeSpan by) => now += by.Ticks * 100;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state);

    private sealed class Timer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            time.Advance(dueTime);
            callback(state);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
