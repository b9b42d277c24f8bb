using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Makes the report of a watch that is over.</summary>
internal static class ReportOf
{
    // Gaps repeat from look to look: the most frequent few say it all.
    private const int MostGaps = 5;

    public static Report Watch(Timeline timeline, Judgement judgement, Ending ending, TimeSpan watched, TimeSpan ownCpu) =>
        new(timeline.Target, judgement.Outcome, judgement.Findings, judgement.Undecided,
            LoopSummaries.Of(timeline), PoolSummaries.Of(timeline), QualityOf(timeline, watched, ownCpu))
        {
            Ending = ending,
        };

    private static Quality QualityOf(Timeline timeline, TimeSpan watched, TimeSpan ownCpu) =>
        new(timeline.Looks, timeline.Looks - timeline.Degraded - timeline.Failed, timeline.Degraded, timeline.Failed,
            timeline.Count == 0 ? TimeSpan.Zero : timeline.Latest.Halted, ownCpu, watched, GapsOf(timeline))
        {
            Interval = timeline.Count < 2 ? TimeSpan.Zero : (timeline.Latest.At - timeline[0].At) / (timeline.Count - 1),
        };

    private static ImmutableArray<string> GapsOf(Timeline timeline)
    {
        var counts = new Dictionary<Gap, int>();
        for (var i = 0; i < timeline.Count; i++)
        {
            foreach (ref readonly var gap in timeline[i].Gaps.Span)
                counts[gap] = counts.GetValueOrDefault(gap) + 1;
        }

        return
        [
            .. counts.OrderByDescending(entry => entry.Value).Take(MostGaps)
                .Select(entry => $"{entry.Key.Unit}: {entry.Key.Reason} (in {Wording.Count(entry.Value, "look")})"),
        ];
    }
}
