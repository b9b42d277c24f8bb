namespace Unjam.Executors;

/// <summary>Where one thread waits until it is woken or its time has come.</summary>
/// <remarks>Under the system's clock the wait itself keeps the time: no timer of the shared pool, which is late when that pool is starved. Under any other clock a timer of that clock wakes the thread.</remarks>
internal sealed class Parking : IDisposable
{
    private const int LongestMilliseconds = 24 * 60 * 60 * 1000;

    private const int Attempts = 3;

    private readonly TimeProvider time;
    private readonly AutoResetEvent signal = new(false);
    private readonly ITimer? alarm;

    public Parking(TimeProvider time)
    {
        this.time = time;
        if (!ReferenceEquals(time, TimeProvider.System))
            alarm = time.CreateTimer(parking => ((Parking)parking!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the thread, or lets its next wait end at once.</summary>
    public void Wake() => signal.Set();

    /// <summary>Waits until woken or until a timestamp, <see cref="long.MaxValue"/> for as long as it takes. May return early.</summary>
    public void WaitUntil(long timestamp)
    {
        if (alarm is null)
            signal.WaitOne(timestamp == long.MaxValue ? Timeout.Infinite : (int)Math.Clamp(Math.Ceiling(Rest(timestamp).TotalMilliseconds), 0, LongestMilliseconds));
        else if (Arm(alarm, timestamp))
            signal.WaitOne();
    }

    // the signal stays: somebody may be about to set it
    public void Dispose() => alarm?.Dispose();

    // false: the time has come. A clock that was moved while the alarm was set would ring too late
    private bool Arm(ITimer set, long timestamp)
    {
        if (timestamp == long.MaxValue)
            return set.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var asked = time.GetTimestamp();
            if (asked >= timestamp)
                return false;
            set.Change(Rest(timestamp) + TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan);
            if (time.GetTimestamp() == asked)
                break;
        }

        return true;
    }

    private TimeSpan Rest(long timestamp) => time.GetElapsedTime(time.GetTimestamp(), timestamp);
}
