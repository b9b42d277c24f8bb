namespace Unjam.Diagnosis;

/// <summary>Answers what-if questions from a report.</summary>
public static class WhatIfs
{
    /// <summary>The report with the predictions that were asked for, each at its pool.</summary>
    /// <param name="unknown">Names that no pool has.</param>
    public static Report Answer(Report report, IReadOnlyCollection<WhatIf> asked, out IReadOnlyList<string> unknown)
    {
        unknown = [.. asked.Select(each => each.Pool).Where(name => !report.Pools.Any(pool => pool.Name == name)).Distinct()];
        return report with { Pools = [.. report.Pools.Select(pool => pool with { WhatIf = [.. Predictions(pool, asked)] })] };
    }

    private static IEnumerable<PoolPrediction> Predictions(PoolSummary pool, IReadOnlyCollection<WhatIf> asked) =>
        pool.Plan is { } plan
            ? asked.Where(each => each.Pool == pool.Name).Select(each => Sizing.Predict(plan.Load, each.Workers))
            : [];
}
