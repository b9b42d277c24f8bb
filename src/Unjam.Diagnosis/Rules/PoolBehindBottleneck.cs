using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools most of whose workers wait at one shared lock, queue or connection pool: more threads would add nothing.</summary>
public sealed class PoolBehindBottleneck : IRule
{
    // Half of the workers in half of the looks of a second: below that, more workers still do more work.
    private const double DefaultShare = 0.5;

    // Two waiters may be chance; three of four are not, where nothing else shows that work waits.
    private const int FewestWithoutQueue = 3;
    private const double ShareWithoutQueue = 0.75;

    // As for loops and pools.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly double share;
    private readonly Exhaustion exhaustion;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="share">Least share of the busy workers that wait for the one thing, in the looks of the last second; a half by default.</param>
    public PoolBehindBottleneck(double share = DefaultShare)
        : this(new PoolHistories(), share)
    {
    }

    internal PoolBehindBottleneck(PoolHistories histories, double share = DefaultShare) =>
        (this.histories, this.share, exhaustion) = (histories, share, new(Exhaustion.DefaultCritical, Exhaustion.DefaultRatio, 0.5));

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var history in histories.Of(timeline))
        {
            if (history.IsShared)
                continue;
            var scenes = WorkerScene.Of(timeline, history, calls);
            if (Bottlenecks.Of(scenes) != Bottleneck.SharedWait || WaitSite.Of(scenes) is not { } site)
                continue;
            if (site.ShareLately(timeline, history, calls) is var lately && lately < share)
                continue;
            var exhausted = exhaustion.Of(history, out var isSuspect);
            if (exhausted is null && !(IsHeldUp(history, site) && lately >= ShareWithoutQueue))
            {
                suspicion ??= isSuspect || history.Span < Second ? $"most workers of pool {history.Name} wait for one thing; for how long is not yet known" : null;
                continue;
            }

            findings.Add(BottleneckFinding.Of(timeline, history, site, scenes, lately, exhausted));
            settled &= exhausted?.IsSettled ?? history.Span >= Second * 2;
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    /// <summary>
    /// Whether the waiting itself shows that they are held up, though nothing is queued before the pool: their items began while
    /// they were watched, and others work. Consumers that wait for something to do have done so for ever.
    /// </summary>
    private static bool IsHeldUp(PoolHistory history, WaitSite site)
    {
        if (site.Waiters.Length < FewestWithoutQueue || site.Servers.IsEmpty || history.Span < Second)
            return false;
        var began = site.Waiters.Count(waiter => waiter.Held is { IsLowerBound: false });
        return began * 2 >= site.Waiters.Length && history.Finished.Count > 0;
    }
}
