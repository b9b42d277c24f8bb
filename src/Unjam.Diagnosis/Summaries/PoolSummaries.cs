using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What is told of every pool, whether something was found or not.</summary>
internal static class PoolSummaries
{
    public static ImmutableArray<PoolSummary> Of(Timeline timeline) =>
        [.. new PoolHistories().Of(timeline).Select(history => Of(timeline, history))];

    private static PoolSummary Of(Timeline timeline, PoolHistory history)
    {
        var scenes = WorkerScene.Of(timeline, history, SystemCalls.OfThisMachine);
        var last = history.Latest;
        return new PoolSummary(history.Name, history.Kind, last.Limit, last.Workers, last.Busy, last.Queued)
        {
            Borrowed = last.Borrowed,
            OldestWait = history.OldestWait,
            Wait = history.Wait,
            ServiceTime = history.IsServiceTimeKnown ? history.ServiceTime : null,
            Throughput = history.Throughput,
            Doing = WorkerGroups.Doing(WorkerGroups.Of(scenes)),
            Plan = Planning.Of(timeline, history, scenes, Exhaustion.DefaultCritical),
        };
    }
}
