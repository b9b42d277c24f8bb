using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>
/// Finds limiters that wait for themselves: all tokens are held by work that waits for something which only a task without a token
/// could give back, such as the teardown of a dependency.
/// </summary>
public sealed class LimiterDeadlocked : IRule
{
    // A loop that goes round gives a token back within a turn, and a resource that somebody uses moves now and then; half of the usual watch is left to see it.
    private static readonly TimeSpan DefaultStill = TimeSpan.FromSeconds(2);

    private readonly TimeSpan still;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="still">Shortest time without any movement; two seconds by default.</param>
    public LimiterDeadlocked(TimeSpan? still = null)
        : this(new PoolHistories(), still)
    {
    }

    internal LimiterDeadlocked(PoolHistories histories, TimeSpan? still = null) => (this.histories, this.still) = (histories, still ?? DefaultStill);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var history in histories.Of(timeline))
        {
            // a limiter that has no threads is used as a semaphore: its holders may well wait for long
            if (!history.IsLimiter || history.Latest is not { IsFull: true, IsTaken: true, Workers: > 0 })
                continue;
            var standstill = Standstill.Of(timeline, history);
            var scenes = WorkerScene.Of(timeline, history, calls);
            var leaving = TokenWaiters.Leaving(timeline);
            if (standstill.Looks < 2 || !CanNotMove(scenes, leaving.Count > 0) || !HasLoopGoneRound(timeline, history, standstill))
                continue;
            if (standstill.Duration >= still)
                findings.Add(LimiterDeadlockedFinding.Of(timeline, history, standstill, scenes, leaving));
            else
                suspicion ??= $"all holders of limiter {history.Name}'s tokens wait; whether for ever is not yet known";
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    /// <summary>Whether nobody who has a token can go on by himself: all holders are idle, or wait inside of the process for what nobody known holds.</summary>
    private static bool CanNotMove(List<WorkerScene> busy, bool isTeardownSeen)
    {
        foreach (var scene in busy)
        {
            var isWait = scene.Waits is not null || scene.AwaitsResult != 0 || scene.Cause == Cause.Lock;
            if (!isWait || (scene.Waits is { Owner: not 0 } owned && busy.TrueForAll(other => other.NativeThread != owned.Owner)))
                return false;

            // a lock may be held for long by a thread that works; a queue or a condition has no owner that does
            if (!isTeardownSeen && scene.AwaitsResult == 0 && scene.Waits is not { Kind: WaitKind.Queue or WaitKind.Condition })
                return false;
        }

        return true;
    }

    private static bool HasLoopGoneRound(Timeline timeline, PoolHistory history, Standstill standstill)
    {
        if (history.IsOfUnseenLoop)
            return false;
        var from = history.Looks.Count - standstill.Looks;
        for (var i = Math.Max(0, from); i < history.Looks.Count; i++)
        {
            var look = timeline[history.Looks[i].Index];
            foreach (ref readonly var loop in look.Loops.Span)
            {
                if ((loop.Id == history.Loop || history.Loop == 0) && loop.Phase == LoopPhase.Polling)
                    return true;
            }
        }

        return false;
    }
}
