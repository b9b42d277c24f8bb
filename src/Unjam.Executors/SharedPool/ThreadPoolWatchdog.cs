using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Watches the thread pool that all of the process shares, from a thread of its own: says when work waits too long for a thread, why, and what to do.</summary>
public sealed class ThreadPoolWatchdog : IProbe, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WatchdogOptions options;
    private readonly PoolProbe probe;
    private readonly PoolSampler sampler;
    private readonly StarvationDetector detector;
    private readonly PoolMeters meters;
    private readonly PoolIncidents incidents;
    private readonly PoolRows rows;
    private readonly InjectionRate injection = new();
    private readonly AutoResetEvent wake = new(false);
    private readonly Lock gate = new();
    private Thread? thread;
    private bool isDisposed;
    private volatile bool isStopping;
    private TimeSpan lastWait;
    private TimeSpan longestWait;

    /// <exception cref="ArgumentNullException">There are no options.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A duration in them is zero or negative, or they contradict each other.</exception>
    public ThreadPoolWatchdog(WatchdogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options.Checked();
        probe = new PoolProbe(options.Time);
        sampler = new PoolSampler(options.Time, options.Period, probe);
        detector = new StarvationDetector(options.QueueWait, options.SaturatedWait, options.ClearAfter);
        meters = new PoolMeters(options.Meters, probe, () => injection.PerSecond);
        incidents = new PoolIncidents(this.options, meters);
        rows = new PoolRows(probe);
    }

    /// <summary>Starts to watch. Does nothing when it already does.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public void Start()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (thread is not null)
                return;
            thread = new Thread(Run) { IsBackground = true, Name = "Unjam watchdog" };
            thread.Start();
        }
    }

    /// <summary>The pool now, and what was seen of it. Still answers after the watchdog was disposed.</summary>
    public SharedPoolStatistics Statistics()
    {
        var busy = PoolSampler.Busy(out var min, out var max);
        TimeSpan last;
        TimeSpan longest;
        lock (gate)
            (last, longest) = (lastWait, longestWait);
        return incidents.AddTo(new SharedPoolStatistics
        {
            Threads = ThreadPool.ThreadCount,
            Busy = busy,
            MinThreads = min,
            MaxThreads = max,
            Queued = PoolSampler.Queued(probe),
            Completed = ThreadPool.CompletedWorkItemCount - probe.Total.Count,
            OldestWait = probe.Age,
            LastWait = last,
            LongestWait = longest,
            Probes = probe.Count,
            InjectedPerSecond = injection.PerSecond,
            Incident = null,
            Ended = [],
            Failures = 0,
            LastFailure = null,
        });
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public void Look(Snapshot into, LookDepth depth)
    {
        ArgumentNullException.ThrowIfNull(into);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        into.Begin(sampler.Now, depth);
        into.Paused = GC.GetTotalPauseDuration();
        AddTo(into, depth);
    }

    /// <summary>Adds the pool and its threads to a look that others have begun.</summary>
    internal void AddTo(Snapshot into, LookDepth depth) => rows.AddTo(into, depth);

    /// <summary>Stops watching; of an incident that lasts the log says so. Disposing twice does nothing.</summary>
    public void Dispose()
    {
        Thread? running;
        lock (gate)
        {
            if (isDisposed)
                return;
            isDisposed = true;
            isStopping = true;
            running = thread;
        }

        wake.Set();
        // a log that blocks for ever holds the watchdog, not whoever disposes it
        var hasEnded = running is null || running == Thread.CurrentThread || running.Join(Patience);
        meters.Dispose();
        if (!hasEnded)
            return;
        if (detector.Trouble is { } lasting)
            incidents.Close(lasting, sampler.Now, isOver: false);
        sampler.Dispose();
        wake.Dispose();
    }

    /// <summary>Looks once. The watchdog's own thread calls it; tests do when there is none.</summary>
    internal void Step()
    {
        var sample = sampler.Take(detector.IsSuspected);
        Note(sample);
        switch (detector.Take(sample))
        {
            case DetectorStep.Opened:
                detector.Correct(incidents.Open(detector.Trouble!, sampler.Workers.Ids));
                break;
            case DetectorStep.Closed:
                incidents.Close(detector.Ended!, sampler.Now, isOver: true);
                break;
            case DetectorStep.None when detector.Trouble is { } lasting:
                incidents.Renew(lasting);
                break;
        }

        sampler.Rest();
    }

    private void Run()
    {
        var step = Step;
        while (true)
        {
            // an exception here would end the process: whatever it is, it is counted and the watch goes on
            incidents.Guarded("the watchdog", step);
            // asked before the wait: a log may have disposed the watchdog from within
            if (isStopping)
                return;
            wake.WaitOne(options.Period);
        }
    }

    private void Note(in PoolSample sample)
    {
        lock (gate)
        {
            injection.Take(sample.At, sample.Threads);
            if (sample.Wait > longestWait)
                longestWait = sample.Wait;
            if (sample.HasRun)
                lastWait = sample.Wait;
        }

        if (!sample.HasRun)
            return;
        var waited = sample.Wait;
        incidents.Guarded("a listener of the meter", () => meters.Waited(waited));
    }
}
