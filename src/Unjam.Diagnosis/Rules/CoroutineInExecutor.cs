using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds coroutine functions that were given to an executor: the worker makes a coroutine object that nobody ever awaits.</summary>
/// <remarks>
/// One sight is proof: whether a function is a coroutine function is written in its code, and queues are believed only when they read
/// twice alike. Nothing is missed for long either, but a call takes microseconds: it is mostly met while it waits.
/// Pools that somebody made by hand may well run coroutines, and those of .NET run asynchronous methods, so they are left alone.
/// </remarks>
/// <param name="sights">Fewest items seen, waiting or running; one by default.</param>
public sealed class CoroutineInExecutor(int sights = 1) : IRule
{
    public Verdict Judge(Timeline timeline)
    {
        var seen = new Dictionary<(ulong Pool, Function Function), (string Name, HashSet<(ulong, ulong)> Items, string? Caller)>();
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            foreach (ref readonly var pool in look.Pools.Span)
            {
                if (pool.Kind is PoolKind.QueuePool or PoolKind.InstrumentedExecutor or PoolKind.DotNetThreadPool)
                    continue;
                foreach (ref readonly var item in look.Queue.Of(pool.Queue))
                    See(seen, pool, item);
                foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
                    See(seen, pool, worker.Item);
            }
        }

        var findings = seen.Where(entry => entry.Value.Items.Count >= sights)
            .Select(entry => Describe(entry.Key.Function, entry.Value.Name, entry.Value.Items.Count, entry.Value.Caller))
            .ToImmutableArray();
        return findings.Length > 0 ? new Verdict.Found(findings, IsSettled: true) : Verdict.Clear.Instance;
    }

    private static void See(
        Dictionary<(ulong Pool, Function Function), (string Name, HashSet<(ulong, ulong)> Items, string? Caller)> seen, in Pool pool, in WorkItem item)
    {
        if (item.Function is not { IsCoroutine: true } function)
            return;
        var key = (pool.Id, function);
        if (!seen.TryGetValue(key, out var known))
            seen[key] = known = (pool.Name, [], null);
        known.Items.Add((item.Id, item.Result));
        if (item.Caller is { } caller && known.Caller is null)
            seen[key] = known with { Caller = caller.Task };
    }

    private static Finding Describe(Function function, string pool, int items, string? caller)
    {
        var name = Blame.SimpleName(function);
        var where = Blame.Where(new Frame(function, function.FirstLine));
        return new Finding(
            FindingIds.CoroutineInExecutor,
            Severity.Critical,
            $"Coroutine function {Wording.Short(function.Name, 32)} is given to pool \"{Wording.Short(pool, 24)}\": it never runs",
            pool)
        {
            Culprit = new Culprit(function.Name, function.File, function.FirstLine, null, caller, null),
            Evidence =
            [
                $"{Wording.Count(items, "item")} of the pool {(items == 1 ? "calls" : "call")} {name}, which {where} defines with async def.",
                "A worker that calls it gets a coroutine object and is done; nobody awaits that object.",
            ],
            Consequences = ["Its work is not done, and whoever waits gets a coroutine object instead of a result."],
            Advice =
            [
                new Advice($"Await {name}, or make a task of it: it needs the loop, not a thread.", $"await loop.run_in_executor(pool, {name}, …)", $"await {name}(…)"),
                new Advice($"{where}: or, if what it does blocks, make it a plain function and keep the executor.", $"async def {name}(…):", $"def {name}(…):"),
            ],
        };
    }
}
