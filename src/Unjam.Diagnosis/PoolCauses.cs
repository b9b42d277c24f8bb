using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Which finding about a pool follows from which other one.</summary>
internal static class PoolCauses
{
    /// <summary>How far from the root a finding about a pool is: of two about one pool, the nearer one explains the other.</summary>
    private static int RankOf(string id) => id switch
    {
        FindingIds.PoolDeadlocked or FindingIds.LimiterDeadlocked or FindingIds.LockConvoy => 1,
        FindingIds.PoolBehindBottleneck or FindingIds.PoolGilBound or FindingIds.LimiterHeldByBlockedLoop or FindingIds.SyncOverAsync => 2,
        FindingIds.LimiterExhausted or FindingIds.SingleThreadExecutor or FindingIds.PoolStarved => 3,
        FindingIds.PoolGrowing => 4,
        FindingIds.PoolSaturated => 5,
        _ => 0,
    };

    /// <summary>Whether one finding is the reason for another that is about a pool.</summary>
    public static bool Explains(Finding cause, Finding effect, Timeline timeline)
    {
        if (RankOf(cause.Id) is var near and > 0 && RankOf(effect.Id) is var far and > 0)
            return near < far && cause.Subject == effect.Subject;
        return (cause.Id, effect.Id) switch
        {
            // Tokens are given back by the loop: whatever keeps it, keeps them.
            (FindingIds.LoopBlocked or FindingIds.LoopDeadlocked or FindingIds.LoopSaturated or FindingIds.LoopStarvedByGil or FindingIds.LoopStarvedOfCpu, FindingIds.LimiterHeldByBlockedLoop) =>
                cause.Subject == LoopOf(timeline, effect.Subject),
            (FindingIds.GcPause, FindingIds.LimiterHeldByBlockedLoop) => true,

            // There is one lock: a pool that computes all the time is what the loop waits behind.
            (FindingIds.LoopStarvedByGil, FindingIds.PoolGilBound) => true,
            (FindingIds.LoopStarvedByGil, FindingIds.LimiterExhausted or FindingIds.SingleThreadExecutor) =>
                cause.Culprit is { } culprit && culprit.Function == effect.Culprit?.Function && culprit.File == effect.Culprit.File,

            // Workers that wait for the loop are busy because the loop is blocked.
            (FindingIds.LoopBlocked or FindingIds.LoopDeadlocked, FindingIds.LimiterExhausted or FindingIds.SingleThreadExecutor) =>
                cause.Held is { IsOver: false } && RootCauseFacts.WaitsForResults(timeline, effect.Subject),

            // Who waits for the scarce thing waits long, and so does what is queued behind him.
            (FindingIds.PoolBehindBottleneck or FindingIds.PoolDeadlocked or FindingIds.LimiterDeadlocked, FindingIds.WorkerStuck or FindingIds.ResolverInBusyPool) =>
                cause.Subject == effect.Subject,

            // A pool has no worker left for others only when all are stuck, or most run for nobody.
            (FindingIds.WorkerStuck, FindingIds.LimiterExhausted or FindingIds.SingleThreadExecutor) =>
                cause.Subject == effect.Subject && cause.Held is { } held && RootCauseFacts.HasNotMoved(timeline, effect.Subject, held.Duration),
            (FindingIds.WorkerAbandoned, FindingIds.LimiterExhausted or FindingIds.SingleThreadExecutor) =>
                cause.Subject == effect.Subject && RootCauseFacts.IsMostlyAbandoned(timeline, effect.Subject),
            _ => false,
        };
    }

    /// <summary>The name of the loop that hands out a limiter's tokens; null when it was not read.</summary>
    private static string? LoopOf(Timeline timeline, string pool)
    {
        for (var i = timeline.Count - 1; i >= 0; i--)
        {
            foreach (ref readonly var row in timeline[i].Pools.Span)
            {
                if (row.Name != pool)
                    continue;
                var loops = LoopsSeen.In(timeline);
                return row is { Kind: PoolKind.TrioLimiter, Loop: 0 } ? null : row.Loop != 0 ? LoopsSeen.NameOf(timeline, row.Loop) : loops.Length == 1 ? LoopsSeen.NameOf(timeline, loops[0]) : null;
            }
        }

        return null;
    }
}
