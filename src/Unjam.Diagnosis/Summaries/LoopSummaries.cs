using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What is told of every loop, whether something was found or not.</summary>
internal static class LoopSummaries
{
    // What asyncio itself calls slow; shorter turns are no news.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);

    public static ImmutableArray<LoopSummary> Of(Timeline timeline) =>
        [.. LoopsSeen.In(timeline).Select(loop => Of(timeline, loop))];

    private static LoopSummary Of(Timeline timeline, ulong loop)
    {
        int running = 0, read = 0;
        TimeSpan? overdue = null, longest = null;
        int? tasks = null;
        Loop last = default;
        Snapshot? latest = null;
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (LoopsSeen.IndexOf(look, loop) is not (var row and >= 0))
                continue;
            (last, latest) = (look.Loops[row], look);
            tasks = last.Tasks ?? tasks;
            if (last.Phase == LoopPhase.Unknown)
                continue;
            read++;
            running += last.Phase == LoopPhase.Running ? 1 : 0;
            if (last.NextTimer is { } due)
                overdue = Later(overdue, look.At - due);
        }

        foreach (var block in Blocks.Of(timeline, loop, TimeSpan.Zero))
            longest = Later(longest, block.Duration);
        TimeSpan? age = last.Phase == LoopPhase.Running && latest is not null ? latest.At - last.Turn.Began : null;
        var thread = latest is null ? null : LoopsSeen.ThreadOf(latest, last);
        return new LoopSummary(
            LoopsSeen.NameOf(timeline, loop), last.Kind, thread?.NativeId ?? 0, read == 0 ? null : (double)running / read,
            age >= Long ? age : null, longest, overdue, last.Ready, tasks);
    }

    private static TimeSpan Later(TimeSpan? known, TimeSpan now)
    {
        var positive = now > TimeSpan.Zero ? now : TimeSpan.Zero;
        return known is { } before && before > positive ? before : positive;
    }
}
