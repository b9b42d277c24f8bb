using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

/// <summary>Samples of a made-up pool, one every 50 ms, and what the detector says to them.</summary>
internal sealed class PoolTimeline
{
    public const int Cpus = 2;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private Moment at = new(1_000_000_000);
    private TimeSpan cpu = TimeSpan.FromSeconds(7);
    private TimeSpan throttled = TimeSpan.FromSeconds(1);
    private TimeSpan delayed = TimeSpan.FromSeconds(3);
    private long completed = 1000;

    public StarvationDetector Detector { get; } = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Kinds that were opened, in order.</summary>
    public List<PoolIncidentKind> Opened { get; } = [];

    public List<PoolTrouble> Closed { get; } = [];

    /// <summary>Seconds since the timeline began when the last trouble opened.</summary>
    public double OpenedAt { get; private set; }

    public double Seconds => at.Seconds - 1;

    /// <summary>Gives the detector samples for a while.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="wait">Wait in seconds; null: that of a probe queued when the stretch began.</param>
    /// <param name="shape">What differs from two busy threads that all are blocked, with eight items waiting.</param>
    /// <param name="cpuShare">Share of the CPUs that the process uses.</param>
    /// <param name="throttledShare">Share of the time that it is throttled.</param>
    /// <param name="delayShare">CPUs' worth of time that the pool's threads wait for a CPU.</param>
    /// <param name="perSecond">Items that end.</param>
    public PoolTimeline Stretch(
        double seconds, double? wait = null, Func<PoolSample, PoolSample>? shape = null, double cpuShare = 0.01, double throttledShare = 0, double delayShare = 0, double perSecond = 20)
    {
        var began = at;
        while ((at - began).TotalSeconds < seconds)
        {
            at += Period;
            cpu += Period * cpuShare * Cpus;
            throttled += Period * throttledShare;
            delayed += Period * delayShare;
            completed += (long)(perSecond * Period.TotalSeconds);
            var sample = new PoolSample
            {
                At = at,
                Threads = 2,
                Busy = 2,
                MinThreads = 2,
                MaxThreads = 1000,
                Queued = 8,
                Completed = completed,
                Cpus = Cpus,
                Cpu = cpu,
                Throttled = throttled,
                Workers = new WorkerTally(2, 2, delayed),
                Wait = wait is { } given ? TimeSpan.FromSeconds(given) : at - began,
            };
            Take(shape is null ? sample : shape(sample));
        }

        return this;
    }

    private void Take(PoolSample sample)
    {
        switch (Detector.Take(sample))
        {
            case DetectorStep.Opened:
                Opened.Add(Detector.Trouble!.Kind);
                OpenedAt = Seconds;
                break;
            case DetectorStep.Closed:
                Closed.Add(Detector.Ended!);
                break;
        }
    }
}
