using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One root cause, one finding: what follows from another finding becomes its consequence.</summary>
public static class RootCause
{
    /// <summary>The findings that stand for themselves, worst first, each with what follows from it.</summary>
    public static ImmutableArray<Finding> Settle(ImmutableArray<Finding> found, Timeline timeline)
    {
        var consequences = new Dictionary<Finding, List<string>>(ReferenceEqualityComparer.Instance);
        var roots = new List<Finding>();
        foreach (var finding in found)
        {
            if (RootOf(finding, found, timeline) is not { } root)
                roots.Add(finding);
            else if (consequences.TryGetValue(root, out var known))
                known.Add(Consequence(finding));
            else
                consequences[root] = [Consequence(finding)];
        }

        return
        [
            .. roots
                .Select(root => consequences.TryGetValue(root, out var more) ? root with { Consequences = [.. root.Consequences, .. more] } : root)
                .OrderByDescending(finding => finding.Severity)
                .ThenBy(finding => finding.Id == FindingIds.Inconclusive),
        ];
    }

    /// <summary>The finding that a finding follows from; null when it stands for itself.</summary>
    private static Finding? RootOf(Finding finding, ImmutableArray<Finding> found, Timeline timeline)
    {
        Finding? root = null;
        foreach (var other in found)
        {
            // The root of the root: a chain ends at the finding that nothing explains.
            if (!ReferenceEquals(other, finding) && Explains(other, finding, timeline))
                root = RootOf(other, found, timeline) ?? other;
        }

        return root;
    }

    /// <summary>Whether one finding is the reason for another. The pairs are ordered, so that there are no circles.</summary>
    private static bool Explains(Finding cause, Finding effect, Timeline timeline) => (cause.Id, effect.Id) switch
    {
        // Nothing can be said of what a stopped process does.
        (FindingIds.TargetStopped, not FindingIds.TargetStopped) => cause.Held is not { IsOver: true },

        // A loop that gets no CPU waits for the lock longer and holds its callbacks longer.
        (FindingIds.LoopStarvedOfCpu, FindingIds.LoopStarvedByGil) => cause.Subject == effect.Subject,
        (FindingIds.LoopStarvedOfCpu or FindingIds.LoopStarvedByGil, FindingIds.LoopBlocked) =>
            cause.Subject == effect.Subject && !IsProvenWait(effect),

        // A pool that waits for itself is full, and whatever is added to it stays.
        (FindingIds.PoolDeadlocked, FindingIds.PoolGrowing or FindingIds.PoolSaturated) => cause.Subject == effect.Subject,
        (FindingIds.PoolGrowing, FindingIds.PoolSaturated) => cause.Subject == effect.Subject,

        // Work that computes in a pool's threads keeps the lock from the loop and the workers from each other.
        (FindingIds.LoopStarvedByGil, FindingIds.PoolSaturated or FindingIds.PoolGrowing) =>
            cause.Culprit is { } culprit && culprit.Function == effect.Culprit?.Function && culprit.File == effect.Culprit.File,

        // Workers that wait for the loop are busy because the loop is blocked.
        (FindingIds.LoopBlocked, FindingIds.PoolSaturated or FindingIds.PoolGrowing) =>
            cause.Held is { IsOver: false } && WaitsForResults(timeline, effect.Subject),
        _ => false,
    };

    /// <summary>Whether the kernel showed what a blocked loop waits for: then it is neither the lock nor a CPU.</summary>
    private static bool IsProvenWait(Finding blocked) => blocked.Cause is not (Cause.Cpu or Cause.Unknown or null);

    /// <summary>Whether all workers of a pool wait for results at the last look.</summary>
    private static bool WaitsForResults(Timeline timeline, string pool)
    {
        if (timeline.Count == 0)
            return false;
        var look = timeline.Latest;
        foreach (ref readonly var row in look.Pools.Span)
        {
            if (row.Name != pool)
                continue;
            var workers = look.Workers.Of(row.Workers);
            var waiting = 0;
            foreach (ref readonly var worker in workers)
                waiting += worker.AwaitsResult != 0 ? 1 : 0;
            return waiting > 0 && waiting == workers.Length;
        }

        return false;
    }

    private static string Consequence(Finding finding) => finding.Id == FindingIds.Inconclusive ? finding.Evidence[0] : $"{finding.Title}.";
}
