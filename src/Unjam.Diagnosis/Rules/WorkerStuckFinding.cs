using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts stuck workers of one pool that are in the same function into words.</summary>
internal static class WorkerStuckFinding
{
    /// <param name="all">How many workers of the pool are stuck, in whichever function.</param>
    /// <param name="others">The longest that its siblings took; null when there were too few to compare with.</param>
    public static Finding Of(PoolHistory history, List<WorkerScene> group, int all, TimeSpan? others)
    {
        var first = group[0];
        var last = history.Latest;
        var workers = last.Limit ?? last.Workers;
        var held = first.Held!.Value;
        var at = first.At!.Value;
        var length = $"{(held.IsLowerBound ? "≥ " : "")}{Wording.Of(held.Duration)}";
        var call = first.Called.Name is { } name ? $"{Wording.Short(name, 28)} in " : "";
        var evidence = ImmutableArray.CreateBuilder<string>();
        var since = held.IsLowerBound ? " (already running when attached)" : held.Uncertainty > TimeSpan.Zero ? $" ± {Wording.Of(held.Uncertainty)}" : "";
        evidence.Add($"The same item has been on thread {first.ThreadName ?? "without a name"} for {length}{since}.");
        if (others is { } usual)
            evidence.Add($"Other items that call the same function took at most {Wording.Of(usual)}.");
        evidence.AddRange(WorkerGroups.Sentences([group]));
        if (KernelWords.Of(first.ThreadName ?? "of the worker", first.Kernel, first.Cause) is { } kernel)
            evidence.Add(kernel);
        var left = Math.Max(0, workers - all);
        var consequence = left == 0
            ? $"No worker is left: {Wording.Count(last.Queued, "item")} {(last.Queued == 1 ? "waits" : "wait")}."
            : $"{Wording.Count(left, "worker")} {(left == 1 ? "is" : "are")} left for all other work of this pool.";
        return new Finding(
            FindingIds.WorkerStuck,
            left == 0 && last.Queued > 0 ? Severity.Critical : others is not null || last.Busy >= workers ? Severity.Warning : Severity.Info,
            $"{group.Count} of {Wording.Count(workers, "worker")} of pool \"{PoolWords.Name(history)}\" {(group.Count == 1 ? "is" : "are")} stuck in {call}{Wording.Short(at.Function.Name, 28)} for {length}",
            history.Name)
        {
            Cause = first.Cause,
            Culprit = new Culprit(at.Function.Name, at.Function.File, at.Line, first.ThreadName, null, first.Called.Name),
            Stack = first.Stack,
            Held = held,
            Evidence = evidence.ToImmutable(),
            Consequences = [consequence],
            Advice = Advise(Idiom.Of(history.Kind), first, at),
        };
    }

    private static ImmutableArray<Advice> Advise(Idiom idiom, WorkerScene scene, Frame at)
    {
        var where = $"{Blame.Where(at)}: ";
        var function = Blame.SimpleName(at.Function);
        return scene.Cause switch
        {
            Cause.Cpu =>
            [
                new Advice($"{where}find out why {function} computes without end (its input, a loop, a regular expression), and bound it."),
                new Advice("Run it in a process: a process can be ended, a thread cannot."),
            ],
            Cause.Lock or Cause.Join =>
            [
                new Advice($"{where}wait with a timeout, and log what was waited for.", idiom.TimedWait.Before, idiom.TimedWait.After),
                new Advice("Find who should end this wait: the dump shows all threads (unjam dump PID)."),
            ],
            Cause.Sleep => [new Advice($"{where}bound the retries of {function}: a number of tries or a deadline, then an error.")],
            _ =>
            [
                new Advice($"{where}set a timeout on the call itself: no pool and no caller can end a thread that waits.", idiom.TimedCall.Before, idiom.TimedCall.After),
                new Advice("Set one on everything it talks to as well: statement timeouts, TCP keep-alive, and a deadline for the whole item."),
            ],
        };
    }
}
