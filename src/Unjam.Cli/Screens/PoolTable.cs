using System.Collections.Immutable;
using System.Globalization;
using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>The pools of a report: how full they are, how long work waits, and what the workers do.</summary>
internal static class PoolTable
{
    private const int MostShown = 20;

    public static void Write(Paper paper, ImmutableArray<PoolSummary> pools)
    {
        var table = new Table(indent: 2);
        foreach (var pool in pools.Take(MostShown))
            table.Add($"Pool", $"{Ink.Bold}{pool.Name}{Ink.Plain}", $"{Occupancy(pool)}", Words.Join(" · ", Facts(pool)));
        if (pools.Length > MostShown)
            table.Add($"… {pools.Length - MostShown} more pools: see --json");
        table.WriteTo(paper);
    }

    /// <summary>What the busy workers of one pool do, most first, where they do different things.</summary>
    public static void WriteDoing(Paper paper, PoolSummary pool)
    {
        if (pool.Doing.Length < 2)
            return;
        paper.Line($"  What the {pool.Busy} busy workers of {pool.Name} do:");
        var table = new Table(4, 0);
        foreach (var doing in pool.Doing.Take(MostShown))
        {
            table.Add(
                $"{doing.Count}",
                doing.Call is { } call ? (Words)$"{Ink.Bold}{call}{Ink.Plain} in {doing.At.Function.Name}" : (Words)$"{Ink.Bold}{doing.At.Function.Name}{Ink.Plain}",
                StackLines.Place(doing.At.Function.File, doing.At.Line),
                Words.Join("", doing.Longest is { } longest ? [$"longest {Spans.Of(longest)}"] : []));
        }

        table.WriteTo(paper);
    }

    /// <summary>How full it is: a limiter by its tokens, which a blocked loop holds although nobody works, another pool by its workers.</summary>
    private static string Occupancy(PoolSummary pool) => pool switch
    {
        { Borrowed: { } taken } => $"{Of(taken, pool.Limit)} tokens taken",
        { Limit: { } limit } => $"{pool.Busy}/{limit} workers busy",
        _ => $"{pool.Busy}/{pool.Workers} workers busy",
    };

    private static string Of(int number, int? limit) => limit is { } most ? $"{number}/{most}" : $"{number}";

    private static Words Wait(QueueWait wait) => wait switch
    {
        { IsBelowUncertainty: true } => $"wait < {Spans.Of(wait.Uncertainty)}",
        { IsLowerBound: true } => $"wait mean ≥ {Spans.Of(wait.Mean)}, max ≥ {Spans.Of(wait.Max)}",
        _ => $"wait mean {Spans.Of(wait.Mean)}, max {Spans.Of(wait.Max)}{(wait.IsEstimated ? " (est.)" : "")}",
    };

    private static IEnumerable<Words> Facts(PoolSummary pool)
    {
        if (pool.Borrowed is not null)
            yield return $"{pool.Busy}/{pool.Workers} workers busy";
        yield return pool.Borrowed is null ? (Words)$"queue {pool.Queued}" : $"{pool.Queued} wait for a token";
        if (pool.OldestWait is { } oldest)
            yield return $"oldest waits {Spans.Of(oldest)}";
        if (pool.Wait is { } wait)
            yield return Wait(wait);
        if (pool.ServiceTime is { } service)
            yield return $"run time {Spans.Of(service)} each";
        if (pool.Throughput is { } throughput and > 0)
            yield return $"{throughput.ToString(throughput < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} done a second";
    }
}
