using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>The next size of a pool, what it would bring and how far to trust that; and what was asked of other sizes.</summary>
internal static class PlanLines
{
    public static void Write(Paper paper, PoolSummary pool, bool isBlamed)
    {
        if (pool.Plan is { } plan)
            WritePlan(paper, pool, plan, isBlamed);
        foreach (var prediction in pool.WhatIf)
            paper.Line($"  {Ink.Bold}If {pool.Name} had {prediction.Workers}{Ink.Plain} (now {pool.Limit ?? pool.Workers}): {Wait(prediction)}, {Spans.Percent(prediction.Utilisation)} busy{Because(prediction)}", 4);
    }

    private static void WritePlan(Paper paper, PoolSummary pool, PoolPlan plan, bool isBlamed)
    {
        if (plan.Advised is { } advised)
        {
            paper.Line($"  {Ink.Bold}Advised limit of {pool.Name}: {advised.Workers}{Ink.Plain} (now {plan.Load.Workers}), {Wait(advised)}; confidence {Confidence(plan)}", 4);
            if (plan.WrongIf is { } wrong)
                paper.Line($"    {Ink.Dim}{wrong:sentence}{Ink.Plain}", 4);
        }
        else if (isBlamed && plan.NotMore is { } not)
        {
            paper.Line($"  {Ink.Bold}No other limit of {pool.Name} is advised:{Ink.Plain} {not:sentence}.", 4);
        }

        if (pool.WhatIf.Length > 0 && plan.Advised is null)
            paper.Line($"  {Ink.Dim}What {pool.Name} has now: {Wait(plan.Present)}; confidence {Confidence(plan)}{Ink.Plain}", 4);
    }

    private static Words Confidence(PoolPlan plan) => $"{(plan.IsConfident ? "high" : "low")}: {string.Join("; ", plan.Because):sentence}";

    private static Words Wait(PoolPrediction prediction) => prediction switch
    {
        { Wait: null } => (Words)$"the queue would still grow",
        { Wait: { } wait, Most: { } most } => (Words)$"predicted wait {Spans.Of(wait)} ({Spans.Of(prediction.Least)} to {Spans.Of(most)})",
        { Wait: { } wait } => (Words)$"predicted wait {Spans.Of(wait)} (no upper bound: too near to what can be served)",
    };

    private static Words Because(PoolPrediction prediction) => prediction.Because is { } because ? (Words)$", {because:sentence}" : (Words)$"";
}
