using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Reads the shared pool: the counters always, what is dearer only while work is suspected to wait. Only the watchdog's thread uses it.</summary>
internal sealed class PoolSampler(TimeProvider time, TimeSpan period, PoolProbe probe) : IDisposable
{
    // a pool whose threads are all in long items is asked twice a second whether it would take another: too seldom to cost
    private static readonly TimeSpan Curiosity = TimeSpan.FromSeconds(0.5);

    // looking at a thread costs some 20 µs of two small files: 2 % of one CPU at most, and only while work is suspected to wait
    private static readonly TimeSpan ScanPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ScanPausePerThread = TimeSpan.FromMilliseconds(1);

    private readonly Clock clock = new(time);
    private readonly WorkerThreads workers = new();
    private CpuThrottling? throttling;
    private LockWaits? locks;
    private long contentions;
    private long completed;
    private TimeSpan collected;
    private TimeSpan late;
    private TimeSpan collectedAtQueue;
    private TimeSpan lateAtQueue;
    private Moment? ended;
    private Moment probed;
    private Moment scanned;

    /// <summary>The moment on the clock.</summary>
    public Moment Now => new(clock.Now());

    /// <summary>Native ids of the pool's threads, when the kernel was last asked.</summary>
    public WorkerThreads Workers => workers;

    public PoolSample Take(bool isSuspected)
    {
        var now = Now;
        Lose(now);
        var hasRun = probe.TryTake(out var wait);
        if (!hasRun)
            wait = probe.Age;
        var paused = Least(collected - collectedAtQueue, wait);
        var sample = new PoolSample
        {
            At = now,
            Threads = ThreadPool.ThreadCount,
            Busy = Busy(out var min, out var max),
            MinThreads = min,
            MaxThreads = max,
            Queued = Queued(probe),
            Completed = ThreadPool.CompletedWorkItemCount - probe.Total.Count,
            Wait = wait,
            HasRun = hasRun,
            Paused = wait > TimeSpan.Zero ? paused : TimeSpan.Zero,
            Late = wait > TimeSpan.Zero ? Least(late - lateAtQueue, wait - paused) : TimeSpan.Zero,
            Cpus = Environment.ProcessorCount,
        };
        if (!probe.IsOutstanding && IsWorthAsking(sample))
            Ask(now);
        completed = sample.Completed;
        if (!isSuspected)
        {
            Forget();
            return sample;
        }

        return Dearer(sample);
    }

    /// <summary>Says that a step is over: what follows is a pause, and what came before was the watchdog's own work.</summary>
    public void Rest() => ended = Now;

    public void Dispose() => Forget();

    /// <summary>Threads with work, as the pool counts them: available ones are those it may have less those.</summary>
    internal static int Busy(out int min, out int max)
    {
        ThreadPool.GetMinThreads(out min, out _);
        ThreadPool.GetMaxThreads(out max, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        return max - available;
    }

    /// <summary>Items that wait, our probe excluded.</summary>
    internal static long Queued(PoolProbe probe) => Math.Max(0, ThreadPool.PendingWorkItemCount - (probe.IsOutstanding ? 1 : 0));

    private void Lose(Moment now)
    {
        var pauses = GC.GetTotalPauseDuration();
        var pausedNow = pauses - collected;
        collected = pauses;
        if (ended is not { } rested)
            return;
        var over = now - rested - period - period - pausedNow;
        if (over > TimeSpan.Zero)
            late += over + period;
    }

    private bool IsWorthAsking(in PoolSample sample) =>
        sample.Queued > 0 || (sample.Busy > 0 && sample.Busy >= sample.MinThreads && sample.Completed == completed && sample.At - probed >= Curiosity);

    private void Ask(Moment now)
    {
        probed = now;
        collectedAtQueue = collected;
        lateAtQueue = late;
        probe.Queue();
    }

    private PoolSample Dearer(in PoolSample sample)
    {
        throttling ??= new CpuThrottling();
        WorkerTally? tally = null;
        if (sample.At - scanned >= ScanPause + (sample.Threads * ScanPausePerThread))
        {
            tally = workers.Tally();
            scanned = sample.At;
        }

        if (contentions == 0)
            contentions = Monitor.LockContentionCount + 1;
        else if (locks is null && Monitor.LockContentionCount >= contentions)
            locks = new LockWaits();
        var longest = locks?.Longest();
        return sample with { Cpu = Environment.CpuUsage.TotalTime, Throttled = throttling.Read(), Workers = tally, LockWaiters = longest?.Waiters, LockOwner = longest?.Owner ?? 0 };
    }

    private void Forget()
    {
        contentions = 0;
        locks?.Dispose();
        locks = null;
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
