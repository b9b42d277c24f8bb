using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Points of a watch of some seconds: as fine as its looks allow, a few hundred at most.</summary>
internal sealed class FinePoints(Timeline timeline)
{
    private const int Most = 240;

    private readonly TimeSpan width = timeline.Count < 2 ? TimeSpan.Zero : (timeline.Latest.At - timeline[0].At) / Most;
    private readonly List<(Moment At, Dictionary<ulong, LoopPoint> Loops, Dictionary<ulong, PoolPoint> Pools)> points = [];
    private Moment began;

    /// <summary>Takes what a look brought.</summary>
    public void See(TargetTally tally)
    {
        var at = tally.LastSeen;
        if (points.Count == 0 || at - began >= width)
        {
            began = at;
            points.Add((at, [], []));
        }

        var (_, loops, pools) = points[^1];
        points[^1] = (at, loops, pools);
        foreach (var loop in tally.Loops.Where(loop => loop.LastSeen == at))
        {
            var known = loops.GetValueOrDefault(loop.Id);
            loops[loop.Id] = new(loop.Id, Later(known.Lag, loop.Lag), loop.Blocked, loop.Ready is { } ready ? Math.Max(known.Ready ?? 0, ready) : known.Ready);
        }

        foreach (var pool in tally.Pools.Where(pool => pool.LastSeen == at))
        {
            var known = pools.GetValueOrDefault(pool.Id);
            pools[pool.Id] = new(pool.Id, Math.Max(known.Busy, pool.Taken), pool.Limit, Math.Max(known.Queued, pool.Queued), Later(known.OldestWait, pool.OldestWait));
        }
    }

    public ImmutableArray<HistoryPoint> View(WallClock clock) =>
        [.. points.Select(point => new HistoryPoint(clock.At(point.At), [.. point.Loops.Values], [.. point.Pools.Values]))];

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
