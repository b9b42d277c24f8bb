using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Cli.Screens;

/// <summary>The loops of a report, a line each.</summary>
internal static class LoopTable
{
    private const int MostShown = 20;

    public static void Write(Paper paper, ImmutableArray<LoopSummary> loops)
    {
        var table = new Table(indent: 2);
        foreach (var loop in loops.Take(MostShown))
            table.Add($"Loop", $"{Ink.Bold}{loop.Name}{Ink.Plain}", $"{Names.Of(loop.Kind)}", Words.Join(" · ", Facts(loop)));
        if (loops.Length > MostShown)
            table.Add($"… {loops.Length - MostShown} more loops: see --json");
        table.WriteTo(paper);
    }

    private static IEnumerable<Words> Facts(LoopSummary loop)
    {
        if (loop.Blocked is { } blocked)
            yield return $"blocked now for {Spans.Of(blocked)}";
        if (loop.BusyRatio is { } busy)
            yield return $"busy {Spans.Percent(busy)}";
        if (loop.LongestBlock is { } longest)
            yield return $"longest turn {Spans.Of(longest)}";
        if (loop.Overdue is { Ticks: > 0 } overdue)
            yield return $"timers up to {Spans.Of(overdue)} late";
        if (loop.Ready is { } ready)
            yield return $"{ready} ready";
        if (loop.Tasks is { } tasks)
            yield return $"{tasks} {(tasks == 1 ? "task" : "tasks")}";
    }
}
