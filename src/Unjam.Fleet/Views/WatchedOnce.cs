using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>What a single watch of a target saw, in the words of a fleet of one: so that one page shows both.</summary>
/// <param name="Key">Key of the target in <paramref name="View"/>.</param>
public sealed record WatchedOnce(FleetView View, TargetKey Key, TargetHistory History)
{
    /// <summary>Goes through the snapshots of a watch that is over, as if each look were taken now.</summary>
    /// <param name="report">What the watch came to.</param>
    /// <param name="name">What the page calls the target.</param>
    public static WatchedOnce Of(Timeline timeline, Report report, string name, OwnNumbers own, TimeProvider time)
    {
        var key = new TargetKey(timeline.Target.Pid, 0);
        var clock = new WallClock(time);
        using var instruments = new Instruments();
        var tally = new TargetTally(key, name, new FleetOptions([], []), instruments, clock);
        var past = new Past();
        var points = new FinePoints(timeline);
        for (var i = 0; i < timeline.Count; i++)
        {
            tally.See(timeline[i], TimeSpan.Zero);
            past.See(timeline[i], tally);
            points.See(tally);
        }

        if (timeline.Count > 0)
            past.Stalls.See(report, new LoopBlocked().Stalls(timeline), timeline.Latest.At, tally);
        var history = past.Copy()(clock, DateTimeOffset.MinValue) with { Points = points.View(clock) };
        return new(new(time.GetUtcNow(), [ViewOf(key, name, report, tally)], own, LeftOf(timeline, tally)), key, history);
    }

    private static TargetView ViewOf(TargetKey key, string name, Report report, TargetTally tally) => new()
    {
        Key = key,
        Name = name,
        State = report.Ending == Ending.TargetGone ? WatchState.Gone : WatchState.Watching,
        Target = report.Target,
        Report = report,
        Rate = report.Quality.Interval > TimeSpan.Zero ? TimeSpan.FromSeconds(1) / report.Quality.Interval : 0,
        Loops = [.. tally.Loops.Select(loop => loop.View() with { BusyRatio = report.Loops.FirstOrDefault(each => each.Name == loop.Name)?.BusyRatio ?? loop.BusyRatio })],
        Pools = [.. tally.Pools.Select(pool => pool.View())],
        Looks = tally.Looks,
        GilWaitRatio = tally.GilWaitRatio,
    };

    private static ImmutableArray<string> LeftOf(Timeline timeline, TargetTally tally)
    {
        var left = ImmutableArray.CreateBuilder<string>();
        if (timeline.Looks > timeline.Count)
            left.Add(FormattableString.Invariant($"Of {timeline.Looks} looks the page shows the last {timeline.Count}; the findings are of all."));
        if (tally.Beyond > 0)
            left.Add(FormattableString.Invariant($"{tally.Beyond} more loops or pools than the page shows."));
        return left.ToImmutable();
    }
}
