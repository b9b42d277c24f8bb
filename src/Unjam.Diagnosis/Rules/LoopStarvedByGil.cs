using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds loops that would run and are kept from it by threads that hold the interpreter's lock.</summary>
/// <remarks>
/// Two signs, neither of which an idle or a blocked loop gives: its thread sleeps inside the lock itself, or its earliest timer is
/// overdue while it still seems to poll and another thread holds the lock.
/// </remarks>
public sealed class LoopStarvedByGil : IRule
{
    // A second has room for dozens of turns of the lock, each of 5 ms.
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    // One other thread costs a loop one switch interval, 5 ms: that is the price of threads, not a finding.
    private static readonly TimeSpan DefaultLateness = TimeSpan.FromMilliseconds(15);

    // Enough looks at the kernel for a share to mean something.
    private const int KernelLooks = 5;

    private readonly double warning;
    private readonly double critical;
    private readonly TimeSpan lateness;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="warning">Share of the looks in which the loop is kept waiting; a third by default, half as fast as it could be.</param>
    /// <param name="critical">Share that is critical; two thirds by default: the loop gets less time than it waits.</param>
    /// <param name="lateness">Smallest lateness of a timer that counts, where timers can be read.</param>
    public LoopStarvedByGil(double warning = 1.0 / 3, double critical = 2.0 / 3, TimeSpan? lateness = null) =>
        (this.warning, this.critical, this.lateness) = (warning, critical, lateness ?? DefaultLateness);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var loop in LoopsSeen.In(timeline))
        {
            Share? worst = null;
            foreach (var share in Share.Of(timeline, loop, Part, calls))
            {
                if (IsStarved(share) && (worst is null || Degree(share) > Degree(worst)))
                    worst = share;
            }

            if (worst is null)
                continue;
            if (worst.Span < Least)
            {
                suspicion ??= $"{LoopsSeen.NameOf(timeline, loop)} seems to wait for the interpreter's lock; half a second of watching is needed to tell";
                continue;
            }

            var severity = Degree(worst) >= critical ? Severity.Critical : Severity.Warning;
            findings.Add(GilFinding.Of(timeline, loop, worst, Degree(worst), severity, calls));
            settled &= worst.Span >= Part * 0.8;
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    private bool IsStarved(Share share) =>
        !share.WasStopped && Degree(share) >= warning && (share.Latest >= lateness || (share.Latest == TimeSpan.Zero && share.Kernel.WaitsForGil >= 3));

    /// <summary>Share of the time in which it is kept waiting, by the sign that is read more reliably: the kernel's.</summary>
    private static double Degree(Share share)
    {
        var late = (double)share.LateWhileGilElsewhere / Math.Max(1, share.Looks);
        return share.Kernel.Looks >= KernelLooks && share.Kernel.Readable > 0 ? Math.Max(share.Kernel.GilShare, late) : late;
    }
}
