using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Answers what-if questions from a report.</summary>
public static class WhatIfs
{
    /// <summary>The report with the predictions that were asked for, each at its pool.</summary>
    /// <param name="refusals">Why a question has no answer, a sentence each.</param>
    /// <param name="isUnknown">A question named a pool that there is not.</param>
    public static Report Answer(Report report, IReadOnlyCollection<WhatIf> asked, out IReadOnlyList<string> refusals, out bool isUnknown)
    {
        refusals = [.. asked.Select(each => RefusalOf(report, each)).OfType<string>().Distinct()];
        isUnknown = asked.Any(each => PoolsOf(report, each).Length == 0);
        return report with { Pools = [.. report.Pools.Select(pool => pool with { WhatIf = [.. Predictions(pool, asked)] })] };
    }

    private static PoolSummary[] PoolsOf(Report report, WhatIf asked) => [.. report.Pools.Where(pool => pool.Name == asked.Pool)];

    private static string? RefusalOf(Report report, WhatIf asked) => PoolsOf(report, asked) switch
    {
        [] when report.Pools.IsEmpty => $"--what-if {asked.Pool}={asked.Workers}: no pool was seen; pools appear when they are first used",
        [] => $"--what-if {asked.Pool}={asked.Workers}: there is no pool of that name; the pools are {string.Join(", ", report.Pools.Select(pool => $"\"{pool.Name}\"").Distinct())}",
        var pools when pools.All(pool => pool.Kind == PoolKind.DotNetThreadPool) =>
            $"--what-if {asked.Pool}={asked.Workers}: the {asked.Pool} finds its size by itself, and its items are not told apart: a number of threads cannot be set for it, only the least it starts without delay; the finding pool-starved says what raising that would bring",
        var pools when pools.All(pool => pool.Plan is null) =>
            $"--what-if {asked.Pool}={asked.Workers}: nothing was completed in pool \"{asked.Pool}\" while it was watched, or its size is not known: watch for longer, such as --duration 60s",
        _ => null,
    };

    private static IEnumerable<PoolPrediction> Predictions(PoolSummary pool, IReadOnlyCollection<WhatIf> asked) =>
        pool.Plan is { } plan
            ? asked.Where(each => each.Pool == pool.Name).Select(each => Sizing.Predict(plan.Load, each.Workers))
            : [];
}
