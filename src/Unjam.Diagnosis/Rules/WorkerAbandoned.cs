using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds workers that run for callers which have been cancelled: a timeout ends the wait, never the thread.</summary>
public sealed class WorkerAbandoned : IRule
{
    // Every cancellation leaves a worker that finishes what it has begun; a second of it is time that others could have used.
    private static readonly TimeSpan DefaultWaste = TimeSpan.FromSeconds(1);

    private readonly TimeSpan waste;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="waste">Least time of workers, together, that was spent for nobody; a second by default.</param>
    public WorkerAbandoned(TimeSpan? waste = null)
        : this(new PoolHistories(), waste)
    {
    }

    internal WorkerAbandoned(PoolHistories histories, TimeSpan? waste = null) =>
        (this.histories, this.waste) = (histories, waste ?? DefaultWaste);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var history in histories.Of(timeline))
        {
            // One look may meet the moment between the cancellation and the end; two of the same item do not by chance.
            var runs = AbandonedRun.Of(timeline, history);
            runs.RemoveAll(run => run.Looks < 2);
            if (runs.Count == 0)
                continue;
            var wasted = runs.Aggregate(TimeSpan.Zero, (sum, run) => sum + run.Duration);
            if (wasted >= waste)
                findings.Add(Describe(timeline, history, runs, wasted));
            else if (runs.Any(run => run.To == history.Latest.At))
                suspicion ??= $"a worker of pool {history.Name} runs for a caller that has gone; for how long is not yet known";
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    private Finding Describe(Timeline timeline, PoolHistory history, List<AbandonedRun> runs, TimeSpan wasted)
    {
        var worst = runs.MaxBy(run => run.Duration);
        var current = runs.Count(run => run.To == history.Latest.At);
        var workers = history.Latest.Limit ?? history.Latest.Workers;
        var (blame, stack, threadName, kernel) = Scene(timeline, worst);
        var called = blame is not null ? Calls.Of(blame, kernel) : default;
        var cause = Calls.CauseOf(blame, kernel, called);
        Frame? at = blame?.Frame ?? (worst.Item.Function is { } function ? new Frame(function, function.FirstLine) : null);
        var inside = at is { } frame ? $" in {Wording.Short(frame.Function.Name, 28)}" : "";
        var title = current > 0
            ? $"{current} of {Wording.Count(workers, "worker")} of pool \"{PoolWords.Name(history)}\" {(current == 1 ? "runs" : "run")}{inside} for callers that have gone"
            : $"Workers of pool \"{PoolWords.Name(history)}\" ran{inside} for callers that had gone";
        var where = at is { } place ? $"{Blame.Where(place)}: " : "";
        var advice = Idiom.Of(history.Kind).Abandoned;
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"{Wording.Count(runs.Count, "item")} went on after the caller was cancelled, together for ≥ {Wording.Of(wasted)} of workers' time while watching for {Wording.Of(history.Span)}, the longest for ≥ {Wording.Of(worst.Duration)}.");
        var task = worst.Caller.Task.Length > 0 ? worst.Caller.Task : null;
        var caller = task is not null ? $"The caller was task {Wording.Short(task, 40)}" : "The caller has left no name";
        evidence.Add($"{caller}{(worst.Caller.Coroutine is { } coroutine ? $" in {Wording.Short(coroutine.Name, 40)}" : "")}: the future it waited on is cancelled, and the item still runs.");
        if (blame is not null)
            evidence.Add($"Path: {blame.Path()}.");
        if (KernelWords.Of(threadName ?? "of the worker", kernel, cause) is { } words)
            evidence.Add(words);
        return new Finding(FindingIds.WorkerAbandoned, current >= workers && history.Latest.Queued > 0 ? Severity.Critical : Severity.Warning, title, history.Name)
        {
            Cause = cause,
            Culprit = at is { } blamed ? new Culprit(blamed.Function.Name, blamed.Function.File, blamed.Line, threadName, task, called.Name) : null,
            Stack = stack,
            Held = new Held(worst.Duration, true, TimeSpan.Zero, current == 0),
            Evidence = evidence.ToImmutable(),
            Consequences = current > 0 ? [$"{Wording.Count(Math.Max(0, workers - current), "worker")} {(workers - current == 1 ? "is" : "are")} left for callers that still wait."] : [],
            Advice = [advice[0] with { Summary = $"{where}{advice[0].Summary}" }, .. advice.Skip(1)],
        };
    }

    private (Blame? Blame, Stack Stack, string? Thread, KernelTally Kernel) Scene(Timeline timeline, AbandonedRun run)
    {
        var stacks = new StackTally();
        var kernel = new KernelTally(calls);
        string? name = null;
        for (var i = 0; i <= run.Look; i++)
        {
            if (timeline[i].At < run.From)
                continue;
            foreach (ref readonly var thread in timeline[i].Threads.Span)
            {
                if (thread.Id != run.Thread)
                    continue;
                stacks.Add(thread);
                kernel.Add(timeline[i].At, thread.Kernel);
                name = thread.Name ?? name;
            }
        }

        var most = stacks.Most();
        return (most?.Blame, most?.Stack ?? Stack.Empty, name, kernel);
    }
}
