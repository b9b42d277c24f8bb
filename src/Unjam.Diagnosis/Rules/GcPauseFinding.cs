using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts pauses of the collector into words.</summary>
internal static class GcPauseFinding
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);

    public static Finding Of(Timeline timeline, Pauses pauses, bool isLong, bool isOften, Severity severity)
    {
        var held = pauses.Longest.Held;
        var longest = $"{(held.IsLowerBound ? "≥ " : "")}{Wording.Of(held.Duration)}{(held.Uncertainty > TimeSpan.Zero ? $" ± {Wording.Of(held.Uncertainty)}" : "")}";
        var title = isOften
            ? $"The garbage collector stops the process {Wording.Percent(pauses.Share)} of the time"
            : $"The garbage collector {(held.IsOver ? "stopped" : "stops")} the process for {longest}";
        var stacks = Stacks(timeline);
        var most = stacks.Most();
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add(pauses.Counted is { } sum
            ? $"It stopped all threads for {Wording.Of(sum)} in {Wording.Of(pauses.Span)} (counted by the runtime)."
            : $"It ran in {pauses.Collecting} of {Wording.Count(pauses.Read, "look")} over {Wording.Of(pauses.Span)} (sampled).");
        if (isLong && pauses.Counted is not null)
            evidence.Add($"{(timeline.Latest.Pauses is null ? "Between two looks" : "In its longest pause")} it stopped them for {longest}.");
        else if (isLong)
            evidence.Add($"The longest pause took {longest}: {Wording.Count(pauses.Longest.Looks, "look")} in a row saw it, and neither frames nor loops moved meanwhile.");
        if (most is { Blame: { } blame } seen)
            evidence.Add($"It was met most often in {Blame.Place(blame.Frame)} ({seen.Looks} of {Wording.Count(stacks.Looks, "look")}): what allocates there sets it off, or calls {Idiom.Of(timeline.Target).Collect} itself.");
        return new Finding(FindingIds.GcPause, severity, title, "process")
        {
            Cause = Cause.Cpu,
            Stack = most?.Stack ?? Stack.Empty,
            Held = held,
            Evidence = evidence.ToImmutable(),
            Consequences = HeldLoops(timeline),
            Advice = Idiom.Of(timeline.Target).Collector,
        };
    }

    private static StackTally Stacks(Timeline timeline)
    {
        var tally = new StackTally();
        for (var i = 0; i < timeline.Count; i++)
        {
            if (timeline[i].IsCollecting == true && Pauses.CollectorIn(timeline[i]) is var thread and >= 0)
                tally.Add(timeline[i].Threads[thread]);
        }

        return tally;
    }

    /// <summary>The loops that stood still because of it.</summary>
    private static ImmutableArray<string> HeldLoops(Timeline timeline)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var loop in LoopsSeen.In(timeline))
        {
            Block? longest = null;
            var count = 0;
            foreach (var block in Blocks.Of(timeline, loop, Long))
            {
                if (!IsMostlyCollecting(timeline, block))
                    continue;
                count++;
                longest = longest is null || block.Duration > longest.Duration ? block : longest;
            }

            if (longest is null)
                continue;
            var times = count > 1 ? $"{Wording.Count(count, "time")}, at most " : "";
            lines.Add($"It held the event loop of {Wording.Short(LoopsSeen.NameOf(timeline, loop), 20)} {times}for {Wording.Of(longest.Duration)}.");
        }

        return lines.ToImmutable();
    }

    private static bool IsMostlyCollecting(Timeline timeline, Block block)
    {
        int read = 0, collecting = 0;
        for (var i = block.FirstLook; i <= block.LastLook; i++)
        {
            read += timeline[i].IsCollecting is null ? 0 : 1;
            collecting += timeline[i].IsCollecting == true ? 1 : 0;
        }

        return collecting * 2 >= read && collecting > 0;
    }
}
