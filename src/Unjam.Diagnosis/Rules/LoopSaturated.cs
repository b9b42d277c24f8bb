using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds loops that run callbacks nearly all of the time though none of them is long: there is more to do than one loop can.</summary>
/// <remarks>
/// Time that a callback waits for the interpreter's lock, and time of the collector, is not the loop's own. A loop that gets no CPU also
/// looks busy: where waiting for a CPU could explain it, nothing is said.
/// </remarks>
public sealed class LoopSaturated : IRule
{
    // A second of bursts is the daily life of a service; two are long enough for a request to notice.
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromSeconds(2);

    // What loop-blocked reports by itself.
    private static readonly TimeSpan DefaultLong = TimeSpan.FromMilliseconds(100);

    // Work beside a load generator on two CPUs waits for a CPU a third of its time (measured), or half as long as it runs.
    private const double DelayByCpu = 0.5;

    private readonly double warning;
    private readonly double critical;
    private readonly TimeSpan window;
    private readonly TimeSpan longer;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="warning">Busy share that is worth a finding; 85 % by default: there a callback waits about six times its own length (1/(1−0.85)).</param>
    /// <param name="critical">Busy share that is critical; 95 % by default: there it waits twenty times its own length, and any burst makes it fall behind.</param>
    /// <param name="window">Shortest time to judge; two seconds by default.</param>
    /// <param name="longer">Callbacks of this length are loop-blocked's; a tenth of a second by default.</param>
    public LoopSaturated(double warning = 0.85, double critical = 0.95, TimeSpan? window = null, TimeSpan? longer = null) =>
        (this.warning, this.critical, this.window, this.longer) = (warning, critical, window ?? DefaultWindow, longer ?? DefaultLong);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var loop in LoopsSeen.In(timeline))
        {
            LoopLoad? worst = null;
            foreach (var share in Share.Of(timeline, loop, window, calls))
            {
                if (share.WasStopped)
                    continue;
                var load = LoopLoad.Of(timeline, loop, share, longer);
                if (!IsSaturated(load))
                    continue;
                if (share.Span < window)
                    suspicion ??= $"{LoopsSeen.NameOf(timeline, loop)} seems to be busy all the time; {Wording.Of(window)} of watching are needed to tell";
                else if (MayLackCpu(load))
                    suspicion ??= $"{LoopsSeen.NameOf(timeline, loop)} is busy {Wording.Percent(load.Busy)} of the time, but waits for a CPU for much of it: whether it has too much to do cannot be told";
                else if (worst is null || load.Own > worst.Own)
                    worst = load;
            }

            if (worst is not null)
                findings.Add(LoopSaturatedFinding.Of(timeline, loop, worst, worst.Own >= critical ? Severity.Critical : Severity.Warning, calls));
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    /// <summary>It is busy, and would be without its long callbacks too; most of its time goes into short ones.</summary>
    private bool IsSaturated(LoopLoad load) =>
        load.Own >= warning && load.BlockShare * 2 <= load.Own && load.Own - load.BlockShare >= warning * (1 - load.BlockShare);

    /// <summary>Whether it would not be busy if it had not had to wait for a CPU.</summary>
    private bool MayLackCpu(LoopLoad load)
    {
        var kernel = load.Share.Kernel;
        if (!kernel.HasCpuTimes || kernel.Span <= TimeSpan.Zero)
            return false;
        var onCpu = kernel.OnCpu / kernel.Span;
        var delay = Math.Max(kernel.RunDelay / kernel.Span, kernel.RunnableShare - onCpu);
        return delay > onCpu * DelayByCpu && load.Own - delay < warning;
    }
}
