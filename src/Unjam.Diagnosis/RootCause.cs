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

        // A loop that gets no CPU waits for the lock longer and holds its callbacks longer, and so does the collector.
        (FindingIds.LoopStarvedOfCpu, FindingIds.LoopStarvedByGil or FindingIds.LoopSaturated) => cause.Subject == effect.Subject,
        (FindingIds.LoopStarvedOfCpu, FindingIds.GcPause) => true,
        (FindingIds.LoopStarvedByGil, FindingIds.LoopSaturated) => cause.Subject == effect.Subject,

        // The collector holds the lock while it runs.
        (FindingIds.GcPause, FindingIds.LoopStarvedByGil) => RootCauseFacts.HoldsLockByCollecting(timeline, effect.Subject),

        // A loop that waits for itself is blocked by that, and by nothing else now.
        (FindingIds.LoopDeadlocked, FindingIds.LoopBlocked) =>
            cause.Subject == effect.Subject && (effect.Held is { IsOver: false } || IsSamePlace(cause.Culprit, effect.Culprit)),
        (FindingIds.LoopStarvedOfCpu or FindingIds.LoopStarvedByGil, FindingIds.LoopBlocked) =>
            cause.Subject == effect.Subject && (!IsProvenWait(effect) || WaitsForANewThread(effect)),

        // A pool that waits for itself is full, and whatever is added to it stays.
        (FindingIds.PoolDeadlocked, FindingIds.PoolGrowing or FindingIds.PoolSaturated or FindingIds.ResolverInBusyPool or FindingIds.WorkerStuck) =>
            cause.Subject == effect.Subject,
        (FindingIds.PoolGrowing, FindingIds.PoolSaturated) => cause.Subject == effect.Subject,

        // A pool has no worker left for others only when all are stuck, or most run for nobody.
        (FindingIds.WorkerStuck, FindingIds.PoolSaturated or FindingIds.PoolGrowing or FindingIds.ResolverInBusyPool) =>
            cause.Subject == effect.Subject && cause.Held is { } held && RootCauseFacts.HasNotMoved(timeline, effect.Subject, held.Duration),
        (FindingIds.WorkerAbandoned, FindingIds.PoolSaturated or FindingIds.PoolGrowing or FindingIds.ResolverInBusyPool) =>
            cause.Subject == effect.Subject && RootCauseFacts.IsMostlyAbandoned(timeline, effect.Subject),
        (FindingIds.WorkerAbandoned, FindingIds.WorkerStuck) => cause.Subject == effect.Subject && IsSamePlace(cause.Culprit, effect.Culprit),

        // Lookups that wait behind slow work say what the full pool does harm to, and what to change.
        (FindingIds.ResolverInBusyPool, FindingIds.PoolSaturated or FindingIds.PoolGrowing) => cause.Subject == effect.Subject,

        // Work that computes in a pool's threads keeps the lock from the loop and the workers from each other.
        (FindingIds.LoopStarvedByGil, FindingIds.PoolSaturated or FindingIds.PoolGrowing or FindingIds.ResolverInBusyPool) =>
            IsSamePlace(cause.Culprit, effect.Culprit),

        // Workers that wait for the loop are busy because the loop is blocked.
        (FindingIds.LoopBlocked or FindingIds.LoopDeadlocked, FindingIds.PoolSaturated or FindingIds.PoolGrowing or FindingIds.WorkerStuck) =>
            cause.Held is { IsOver: false } && RootCauseFacts.WaitsForResults(timeline, effect.Subject),
        _ => PoolCauses.Explains(cause, effect, timeline),
    };

    /// <summary>Whether it waits until a thread that it started has come to run, which that thread cannot without the lock and a CPU.</summary>
    private static bool WaitsForANewThread(Finding blocked) =>
        blocked.Stack.Frames.Any(frame => Blame.SimpleName(frame.Function) == "start" && FrameOwners.ModuleOf(frame.Function) == "threading");

    /// <summary>Whether the kernel showed what a blocked loop waits for: then it is neither the lock nor a CPU.</summary>
    private static bool IsProvenWait(Finding blocked) => blocked.Cause is not (Cause.Cpu or Cause.Unknown or null);

    /// <summary>Whether two findings blame the same function.</summary>
    private static bool IsSamePlace(Culprit? one, Culprit? other) => one is not null && one.Function == other?.Function && one.File == other.File;

    private static string Consequence(Finding finding) => finding.Id == FindingIds.Inconclusive ? finding.Evidence[0] : $"{finding.Title}.";
}
