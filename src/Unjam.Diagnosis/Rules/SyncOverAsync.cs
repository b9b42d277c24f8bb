using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds threads of the shared pool that wait for tasks, which need threads of this same pool to go on.</summary>
public sealed class SyncOverAsync : IRule
{
    // One thread that waits for a task is common; two or more that are most of the blocked ones are the reason.
    private const int Fewest = 2;

    private readonly PoolStarved starved;
    private readonly PoolHistories histories;
    private readonly double share;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="share">Least share of the busy threads that wait for tasks; a half by default: then they are what most work waits for.</param>
    public SyncOverAsync(double share = 0.5)
        : this(new PoolHistories(), share)
    {
    }

    internal SyncOverAsync(PoolHistories histories, double share = 0.5) =>
        (this.histories, this.share, starved) = (histories, share, new PoolStarved(histories));

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var settled = true;
        foreach (var history in histories.Of(timeline))
        {
            if (starved.Of(timeline, history) is not { } time || !starved.IsFound(history, time))
                continue;
            var scenes = WorkerScene.Of(timeline, history, calls, time.Last);
            var waiting = scenes.Where(scene => scene.AwaitsTask).ToList();
            if (waiting.Count < Fewest || waiting.Count < scenes.Count * share)
                continue;
            var severity = starved.SeverityOf(time);
            findings.Add(Describe(PoolStarvedFinding.Of(timeline, history, time, scenes, severity), history, scenes.Count, waiting));
            settled &= severity == Severity.Critical;
        }

        return Verdict.Of(findings.ToImmutable(), settled, null);
    }

    private static Finding Describe(Finding pool, PoolHistory history, int busy, List<WorkerScene> waiting)
    {
        var groups = WorkerGroups.Of(waiting);
        var culprit = PoolWords.CulpritOf(groups);
        var first = groups.Count > 0 ? groups[0][0] : null;
        var call = first?.Called.Name is { } name ? $" in {Wording.Short(name, 28)}" : "";
        var where = first?.At is { } at ? $"{Blame.Where(at)}: " : "";
        return pool with
        {
            Id = FindingIds.SyncOverAsync,
            Title = $"Sync over async: {waiting.Count} of {busy} busy threads of the {history.Name} wait{call} for tasks that need this same pool",
            Cause = Cause.Join,
            Culprit = culprit ?? pool.Culprit,
            Stack = first?.Stack ?? pool.Stack,
            Evidence = ["A thread that waits for a task is not there for what completes that task: the more of them, the longer each waits.", .. pool.Evidence],
            Advice =
            [
                new Advice(
                    $"{where}await the task, up to the entry point (handler, timer, Main): every caller becomes async.",
                    first?.Called.Name is { } called ? $"{called}" : "task.Result",
                    first?.Called.Known?.After ?? "await task"),
                new Advice("Where a caller cannot be async, do it in an executor of its own, whose threads are not needed by what they wait for.", null, "executor.RunAsync(() => LoadAsync().GetAwaiter().GetResult())"),
                .. pool.Advice.Where(advice => advice.Summary.StartsWith("Until then", StringComparison.Ordinal)),
            ],
        };
    }
}
