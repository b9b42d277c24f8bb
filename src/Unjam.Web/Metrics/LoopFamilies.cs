using System.Collections.Immutable;
using Unjam.Export.Metrics;
using Unjam.Fleet;

namespace Unjam.Web.Metrics;

/// <summary>What is said of an event loop: 14 series, and two for each cause (and culprit) of its stalls.</summary>
internal sealed class LoopFamilies(bool withCulprits)
{
    /// <summary>Most functions of one loop that stalls are counted by; those seen later are <c>other</c>.</summary>
    private const int MostCulprits = 20;

    private const string Other = "other";

    private readonly FamilyBuilder blocked = LoopMetrics.Blocked(Vantage.Outside), lag = LoopMetrics.Lag(Vantage.Outside), busy = LoopMetrics.Busy(Vantage.Outside);
    private readonly FamilyBuilder ready = LoopMetrics.Ready(Vantage.Outside), tasks = LoopMetrics.Tasks();
    private readonly FamilyBuilder stalls = LoopMetrics.Stalls(Vantage.Outside), stallSeconds = LoopMetrics.StallSeconds(Vantage.Outside);

    public void Add(LoopView loop, MetricLabels labels, bool isWatched)
    {
        if (isWatched)
        {
            blocked.Add(labels, loop.Blocked.TotalSeconds);
            busy.Add(labels, loop.BusyRatio);
            ready.Add(labels, loop.Ready);
            tasks.Add(labels, loop.Tasks);
        }

        lag.Add(labels, Buckets.Of(loop.Lag, MetricBounds.Lag, withCulprits));
        foreach (var (key, count, total) in Joined(loop.Stalls))
        {
            var each = labels.With("cause", key.Cause);
            if (withCulprits)
                each = each.With("culprit", key.Culprit);
            stalls.Add(each, count);
            stallSeconds.Add(each, total.TotalSeconds);
        }
    }

    public IEnumerable<MetricFamily> Build() =>
        [blocked.Build(), lag.Build(), busy.Build(), ready.Build(), tasks.Build(), stalls.Build(), stallSeconds.Build()];

    private IEnumerable<((string Cause, string Culprit) Key, long Count, TimeSpan Total)> Joined(ImmutableArray<StallCount> counts)
    {
        // the first seen and not the worst: a function that came and went among the worst would make counters fall
        var known = new HashSet<string>(StringComparer.Ordinal);
        var joined = new OrderedDictionary<(string, string), (long Count, TimeSpan Total)>();
        foreach (var stall in counts)
        {
            var key = (MetricLabels.Clean(stall.Cause), withCulprits ? CulpritOf(stall, known) : Other);
            var (count, total) = joined.GetValueOrDefault(key);
            joined[key] = (count + stall.Count, total + stall.Total);
        }

        return joined.Select(each => (each.Key, each.Value.Count, each.Value.Total));
    }

    private static string CulpritOf(StallCount stall, HashSet<string> known)
    {
        if (stall.Culprit is not { } name)
            return Other;
        var clean = MetricLabels.Clean(name);
        return known.Contains(clean) || (known.Count < MostCulprits && known.Add(clean)) ? clean : Other;
    }
}
