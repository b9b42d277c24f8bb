using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts an exhausted pool into words.</summary>
internal static class PoolSaturatedFinding
{
    public static Finding Of(Timeline timeline, PoolHistory history, Episode episode, List<WorkerScene> scenes, Severity severity)
    {
        var groups = WorkerGroups.Of(scenes);
        return new Finding(FindingIds.PoolSaturated, severity, Title(history, episode, Bottlenecks.Of(scenes)), history.Name)
        {
            Cause = Bottlenecks.Of(scenes) == Bottleneck.Clients ? Cause.Socket : null,
            Culprit = PoolWords.CulpritOf(groups),
            Stack = groups.Count > 0 ? groups[0][0].Stack : Stack.Empty,
            Held = new Held(episode.Duration, episode.IsFromStart || !episode.IsOver, history.Interval, episode.IsOver),
            Evidence = Evidence(history, episode, groups),
            Advice = PoolAdvice.For(history, scenes, groups, Planning.Of(timeline, history, scenes, Exhaustion.DefaultCritical)),
        };
    }

    private static string Title(PoolHistory history, Episode episode, Bottleneck bottleneck)
    {
        var workers = PoolWords.Workers(history.Latest, episode.IsOver ? history.Latest.Workers : history.Latest.Busy);
        var by = bottleneck == Bottleneck.Clients ? " by slow clients" : "";
        return episode.IsOver
            ? $"Thread pool \"{PoolWords.Name(history)}\" was exhausted{by} for {Wording.Of(episode.Duration)}: {workers} workers busy, up to {episode.MostQueued} waiting"
            : $"Thread pool \"{PoolWords.Name(history)}\" is exhausted{by}: {workers} workers busy, {history.Latest.Queued} waiting";
    }

    private static ImmutableArray<string> Evidence(PoolHistory history, Episode episode, List<List<WorkerScene>> groups)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var since = episode.IsFromStart ? $"≥ {Wording.Of(episode.Duration)} (already so when attached)" : Wording.Of(episode.Duration);
        lines.Add($"All workers were busy and work waited for {since}; at most {Wording.Count(episode.MostQueued, "item")} at a time.");
        if (history.OldestWait is { } oldest)
            lines.Add($"The oldest waiting item has waited {PoolWords.Held(history, oldest)}.");
        if (history.Wait is { } wait)
            lines.Add(PoolWords.Wait(history, wait));
        lines.AddRange(WorkerGroups.Sentences(groups));
        if (PoolWords.Flow(history) is { } flow)
            lines.Add(flow);
        return lines.ToImmutable();
    }
}
