using System.Collections.Immutable;
using System.Globalization;
using Unjam.Export.Metrics;
using Unjam.Fleet;

namespace Unjam.Web.Metrics;

/// <summary>All metrics of a fleet: see docs/metrics.md.</summary>
/// <remarks>
/// Bounded: a process with one loop whose stalls have two causes, one pool and one finding has 60 series. Each further loop has 14, and 2 for each
/// cause; each further pool has 24 (25, a limiter). Loops beyond the fourth and pools beyond the eighth of one process are left out, and how many
/// these are is a metric. Findings are judged from all.
/// </remarks>
public static class FleetFamilies
{
    /// <summary>Most loops of one process that have metrics.</summary>
    public const int MostLoops = 4;

    /// <summary>Most pools of one process that have metrics.</summary>
    public const int MostPools = 8;

    /// <summary>The families of a view: always the same ones in the same order, those without samples too.</summary>
    public static ImmutableArray<MetricFamily> Of(FleetView view, FamilyOptions options)
    {
        var targets = new TargetFamilies();
        var loops = new LoopFamilies(options.Culprits);
        var pools = new PoolFamilies(options.Culprits);
        var leftOut = FamilyBuilder.Gauge("unjam_left_out", "", "Loops or pools of the process that have no metrics because it has too many. Findings are judged from all.");
        foreach (var (target, labels) in Labelled(view))
        {
            var isWatched = target.State == WatchState.Watching;
            targets.Add(target, labels);

            var names = new UniqueNames();
            foreach (var loop in target.Loops.Take(MostLoops))
                loops.Add(loop, labels.With("loop", names.Of(loop.Name)), isWatched);
            names = new UniqueNames();
            foreach (var pool in target.Pools.Take(MostPools))
                pools.Add(pool, labels.With("pool", names.Of(pool.Name)), isWatched);

            if (target.Loops.Length > MostLoops)
                leftOut.Add(labels.With("kind", "loop"), target.Loops.Length - MostLoops);
            if (target.Pools.Length > MostPools)
                leftOut.Add(labels.With("kind", "pool"), target.Pools.Length - MostPools);
        }

        return [.. targets.Build(), .. loops.Build(), .. pools.Build(), leftOut.Build(), .. OwnFamilies.Of(view, options)];
    }

    /// <summary>The targets of a view with the labels of all of their metrics.</summary>
    internal static IEnumerable<(TargetView Target, MetricLabels Labels)> Labelled(FleetView view)
    {
        // A process id that was given again may stand twice in a view: the one that lives keeps the plain name.
        var names = new Dictionary<int, UniqueNames>();
        foreach (var target in view.Targets.OrderBy(target => target.State == WatchState.Gone))
        {
            if (!names.TryGetValue(target.Key.Pid, out var unique))
                names[target.Key.Pid] = unique = new UniqueNames();
            yield return (target, MetricLabels.None.With("target", unique.Of(target.Name)).With("pid", target.Key.Pid.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
