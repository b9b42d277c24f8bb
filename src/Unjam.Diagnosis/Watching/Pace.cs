namespace Unjam.Diagnosis;

/// <summary>The beat of a watch: deadlines on an absolute schedule, so that a late look does not delay the ones after it.</summary>
internal sealed class Pace : IDisposable
{
    private readonly TimeProvider time;
    private readonly TimeSpan interval;
    private readonly long start;
    private readonly ManualResetEventSlim signal = new(false, spinCount: 0);
    private readonly ITimer timer;
    private long beat;

    public Pace(TimeProvider time, TimeSpan interval)
    {
        this.time = time;
        this.interval = interval;
        start = time.GetTimestamp();
        timer = time.CreateTimer(_ => signal.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Time since the first deadline.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(start);

    /// <summary>The deadline that follows a time since the first one.</summary>
    public TimeSpan NextAfter(TimeSpan elapsed) => interval * (Math.Floor(elapsed / interval) + 1);

    /// <summary>Waits for the next deadline; one that has passed is left out, not made up for.</summary>
    /// <returns>Whether to go on; false when cancelled.</returns>
    public bool WaitForNext(CancellationToken cancellation)
    {
        var now = Elapsed;
        beat = Math.Max(beat + 1, (long)Math.Ceiling(now / interval));
        var rest = (interval * beat) - now;
        if (rest > TimeSpan.Zero)
            Wait(rest, cancellation);
        return !cancellation.IsCancellationRequested;
    }

    public void Dispose()
    {
        timer.Dispose();
        signal.Dispose();
    }

    private void Wait(TimeSpan rest, CancellationToken cancellation)
    {
        if (time != TimeProvider.System)
        {
            signal.Reset();
            timer.Change(rest, Timeout.InfiniteTimeSpan);
            WaitHandle.WaitAny([signal.WaitHandle, cancellation.WaitHandle]);
            return;
        }

        // The system's timers tick with the kernel's coarse clock, every 4 ms; waiting on a handle is good to a tenth of a millisecond.
        var milliseconds = (int)Math.Round(rest.TotalMilliseconds);
        if (milliseconds > 0)
        {
            cancellation.WaitHandle.WaitOne(milliseconds);
            return;
        }

        // Less than half a millisecond is left, which only happens above some hundred looks a second: no wait is that short.
        var until = Elapsed + rest;
        while (Elapsed < until)
            Thread.SpinWait(20);
    }
}
