using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools that wait for themselves: every worker waits for a result that only a worker of the same pool could produce.</summary>
public sealed class PoolDeadlocked : IRule
{
    // Results and items read in one look may belong to two instants; half a second of standstill leaves no doubt.
    private static readonly TimeSpan DefaultProven = TimeSpan.FromMilliseconds(500);

    // Where the awaited results cannot be found in the queue: long enough that a result on its way would have arrived.
    private static readonly TimeSpan DefaultUnproven = TimeSpan.FromSeconds(2);

    private readonly TimeSpan proven;
    private readonly TimeSpan unproven;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="proven">Shortest standstill when the awaited results are seen to wait in the same pool; half a second by default.</param>
    /// <param name="unproven">Shortest standstill when all that is seen is that nothing moves; two seconds by default.</param>
    public PoolDeadlocked(TimeSpan? proven = null, TimeSpan? unproven = null)
        : this(new PoolHistories(), proven, unproven)
    {
    }

    internal PoolDeadlocked(PoolHistories histories, TimeSpan? proven = null, TimeSpan? unproven = null) =>
        (this.histories, this.proven, this.unproven) = (histories, proven ?? DefaultProven, unproven ?? DefaultUnproven);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var history in histories.Of(timeline))
        {
            var last = history.Latest;
            // a pool that all share grows as long as its threads wait
            if (history.IsShared || !last.IsFull || last.Busy < last.Workers || last.Awaiting < last.Workers)
                continue;
            var standstill = Standstill.Of(timeline, history);
            if (standstill.Looks < 2 || standstill.Duration < (standstill.IsProven ? proven : unproven))
                suspicion ??= $"all workers of pool {history.Name} wait for results; whether for ever is not yet known";
            else
                findings.Add(Describe(timeline, history, standstill));
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    private Finding Describe(Timeline timeline, PoolHistory history, Standstill standstill)
    {
        var scenes = WorkerScene.Of(timeline, history, calls);
        var groups = WorkerGroups.Of(scenes);
        var culprit = PoolWords.CulpritOf(groups);
        var where = groups.Count > 0 ? $"{Blame.Where(groups[0][0].At!.Value)}: " : "";
        var idiom = Idiom.Of(history.Kind);
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add(standstill.IsProven
            ? "Every worker waits for the result of an item that is queued, or held by a waiting worker, in this same pool."
            : "Every worker waits for the result of other work, and no item has left the queue.");
        evidence.Add($"Nothing has moved for ≥ {Wording.Of(standstill.Duration)}{(standstill.IsFromStart ? " (already so when attached)" : "")}: {Wording.Count(standstill.Looks, "look")} saw the same items.");
        evidence.AddRange(WorkerGroups.Sentences(groups));
        return new Finding(
            FindingIds.PoolDeadlocked,
            Severity.Critical,
            $"Deadlock: pool \"{PoolWords.Name(history)}\" waits for itself: {PoolWords.Workers(history.Latest, history.Latest.Busy)} workers wait, {Wording.Count(history.Latest.Queued, "item")} queued",
            history.Name)
        {
            Culprit = culprit,
            Stack = groups.Count > 0 ? groups[0][0].Stack : Stack.Empty,
            Held = new Held(standstill.Duration, true, TimeSpan.Zero, false),
            Evidence = evidence.ToImmutable(),
            Consequences = [$"{Wording.Count(history.Latest.Queued, "item")} will never start, unless the waits have timeouts."],
            Advice =
            [
                new Advice(
                    $"{where}give the inner work a pool of its own, so that a worker never waits for its own pool.",
                    PoolCode.InnerWait(history).Before,
                    PoolCode.InnerWait(history).After),
                new Advice($"{where}{idiom.InnerReturned.Clause}.", idiom.InnerReturned.Before, idiom.InnerReturned.After),
            ],
        };
    }
}
