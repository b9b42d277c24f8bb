namespace Unjam.Executors.Tests.Loops;

/// <summary>A clock that moves only when it is told to, and rings its alarms as it does.</summary>
internal sealed class LoopTime : TimeProvider
{
    private readonly object gate = new();
    private readonly List<Alarm> alarms = [];
    private long now = 5_000_000_000;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp()
    {
        lock (gate)
            return now;
    }

    /// <summary>Moves the clock, also back.</summary>
    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (gate)
        {
            now += by.Ticks * 100;
            due = [.. alarms.Where(alarm => alarm.DueAt <= now)];
            foreach (var alarm in due)
                alarm.DueAt = long.MaxValue;
        }

        foreach (var alarm in due)
            alarm.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        lock (gate)
            alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(LoopTime time, TimerCallback callback, object? state) : ITimer
    {
        public long DueAt { get; set; } = long.MaxValue;

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.now + (dueTime.Ticks * 100);
            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
                time.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
