using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What the detector knows of the trouble that lasts.</summary>
/// <param name="Kind">Why work waits.</param>
/// <param name="First">The first sample that raised the suspicion.</param>
/// <param name="Last">The newest sample.</param>
/// <param name="Blocked">Threads with work that waited in the kernel, on average when it opened.</param>
/// <param name="CpuShare">Share of the CPUs' time that the process used when it opened.</param>
internal sealed record PoolTrouble(PoolIncidentKind Kind, PoolSample First, PoolSample Last, double? Blocked, double? CpuShare)
{
    public Moment Began { get; } = First.At - First.Wait;

    public Moment Opened { get; } = Last.At;

    /// <summary>The longest wait seen so far.</summary>
    public TimeSpan Longest { get; init; } = Last.Wait > First.Wait ? Last.Wait : First.Wait;

    /// <summary>Most threads that the pool had.</summary>
    public int MostThreads { get; init; } = Math.Max(First.Threads, Last.Threads);

    /// <summary>Samples that it rests on.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Threads that had work, on average.</summary>
    public double MeanBusy { get; init; } = Last.Busy;

    public TimeSpan Lasted => Last.At - First.At;

    /// <summary>Threads added per second while the pool grew; zero when it did not.</summary>
    public double InjectedPerSecond => PerSecond(Math.Max(0, MostThreads - First.Threads));

    public double CompletedPerSecond => PerSecond(Last.Completed - First.Completed);

    public PoolTrouble After(in PoolSample sample) => this with
    {
        Last = sample,
        Samples = Samples + 1,
        MeanBusy = MeanBusy + ((sample.Busy - MeanBusy) / (Samples + 1)),
        Longest = sample.Wait > Longest ? sample.Wait : Longest,
        MostThreads = Math.Max(MostThreads, sample.Threads),
    };

    private double PerSecond(double count) => Lasted > TimeSpan.Zero ? count / Lasted.TotalSeconds : 0;
}
