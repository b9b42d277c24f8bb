using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds loops that are ready to run and get no CPU: a throttled cgroup or an overloaded host. Never the code's fault.</summary>
public sealed class LoopStarvedOfCpu : IRule
{
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(1);

    // Throttling comes in periods of a tenth of a second: half a second has seen several.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    private const int KernelLooks = 5;

    // A thread that is ready in nearly all looks and yet hardly runs was not scheduled at all: the kernel credits the delay only later.
    private const double ReadyShare = 0.8;
    private const double HardlyRuns = 0.2;

    private readonly double delay;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="delay">
    /// Share of the time that the thread waits for a CPU; 60 % by default. Honest work beside a load generator on two CPUs
    /// was measured at 30 %, a starved thread at 87 %.
    /// </param>
    public LoopStarvedOfCpu(double delay = 0.6) => this.delay = delay;

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var loop in LoopsSeen.In(timeline))
        {
            var starved = Share.Of(timeline, loop, Part, calls).Where(IsStarved).ToList();
            if (starved.Count == 0)
                continue;
            var worst = starved.MaxBy(share => DelayShare(share.Kernel))!;
            if (worst.Kernel.Span < Least || worst.Kernel.Looks < KernelLooks)
            {
                suspicion ??= $"{LoopsSeen.NameOf(timeline, loop)} seems to get no CPU; half a second of watching is needed to tell";
                continue;
            }

            findings.Add(Describe(timeline, loop, worst));
            settled &= worst.Span >= Part * 0.8;
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    private bool IsStarved(Share share)
    {
        var kernel = share.Kernel;
        if (share.WasStopped || kernel.Looks < 2 || !kernel.HasCpuTimes || kernel.Span <= TimeSpan.Zero)
            return false;
        return (DelayShare(kernel) >= delay && kernel.RunDelay > kernel.OnCpu)
            || (kernel.RunnableShare >= ReadyShare && kernel.OnCpu <= kernel.Span * HardlyRuns);
    }

    /// <summary>Share of the time in which it waited for a CPU: as credited (also for what came before), or as the looks saw it ready without running.</summary>
    private static double DelayShare(KernelTally kernel) =>
        kernel.Span <= TimeSpan.Zero ? 0 : Math.Clamp(Math.Max(kernel.RunDelay / kernel.Span, kernel.RunnableShare - (kernel.OnCpu / kernel.Span)), 0, 1);

    private static Finding Describe(Timeline timeline, ulong loop, Share share)
    {
        var name = LoopsSeen.NameOf(timeline, loop);
        var which = LoopsSeen.Subject(timeline, loop);
        var kernel = share.Kernel;
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"In {Wording.Of(kernel.Span)} its thread was on a CPU for {Wording.Of(kernel.OnCpu)} and waited for one for {Wording.Of(kernel.Span * DelayShare(kernel))}.");
        evidence.Add($"It was ready to run in {kernel.Runnable} of {Wording.Count(kernel.Looks, "look")} at the kernel.");
        var throttled = Throttled(timeline);
        if (throttled is { } time)
        {
            evidence.Add(time > TimeSpan.Zero
                ? $"Its cgroup was throttled for {Wording.Of(time)} meanwhile: the CPU limit is the cause."
                : "Its cgroup was not throttled: the host is overloaded.");
        }

        return new Finding(
            FindingIds.LoopStarvedOfCpu, Severity.Critical, $"{which} is ready to run but gets no CPU {Wording.Percent(DelayShare(kernel))} of the time", name)
        {
            Held = new Held(kernel.Span, true, TimeSpan.Zero, share.To < timeline.Latest.At),
            Evidence = evidence.ToImmutable(),
            Advice =
            [
                throttled > TimeSpan.Zero
                    ? new Advice("Raise the CPU limit of its cgroup (cpu.max; in Kubernetes resources.limits.cpu), or run fewer busy threads in it.")
                    : new Advice("Give it CPU: raise its CPU request or weight, or move load off this host; check cpu.stat of its cgroup and the host's load."),
                new Advice("Do not change the code for this: whatever the loop runs would look slow."),
            ],
        };
    }

    /// <summary>How long the cgroup was throttled during the watch; null when that was not read twice.</summary>
    private static TimeSpan? Throttled(Timeline timeline)
    {
        TimeSpan? first = null, last = null;
        for (var i = 0; i < timeline.Count; i++)
        {
            first ??= timeline[i].Throttled;
            last = timeline[i].Throttled ?? last;
        }

        return last - first;
    }
}
