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

    private readonly FamilyBuilder blocked = FamilyBuilder.Gauge("eventloop_blocked_seconds", "seconds",
        "Age of the callback that holds the loop now, if it is 0.1 s or more; 0 when none does. Exact at the moment of the newest look; blocks between two scrapes are in eventloop_stalls_total.");

    private readonly FamilyBuilder lag = FamilyBuilder.Histogram("eventloop_lag_seconds", "seconds",
        "How long the loop had not gone round at moments two a second apart: what a callback waits that becomes ready at any moment. Sampled.");

    private readonly FamilyBuilder busy = FamilyBuilder.Gauge("eventloop_busy_ratio", "ratio",
        "Share of the lately watched time in which the loop ran callbacks. Sampled.");

    private readonly FamilyBuilder ready = FamilyBuilder.Gauge("eventloop_ready_callbacks", "", "Callbacks that are ready and wait for their turn, at the newest look.");

    private readonly FamilyBuilder tasks = FamilyBuilder.Gauge("eventloop_tasks", "", "Tasks of the loop that are not done, when they were last counted.");

    private readonly FamilyBuilder stalls = FamilyBuilder.Counter("eventloop_stalls", "",
        "Times a callback was seen to hold the loop for 0.1 s or more, by what it did. Sampled: when looks are rare, short ones may be missed.");

    private readonly FamilyBuilder stallSeconds = FamilyBuilder.Counter("eventloop_stall_seconds", "seconds",
        "Time for which callbacks held the loop for 0.1 s or more, by what they did; one that goes on is included. Sampled.");

    public void Add(LoopView loop, MetricLabels labels, bool isWatched)
    {
        if (isWatched)
        {
            blocked.Add(labels, loop.Blocked.TotalSeconds);
            busy.Add(labels, loop.BusyRatio);
            ready.Add(labels, loop.Ready);
            tasks.Add(labels, loop.Tasks);
        }

        lag.Add(labels, loop.Lag, Buckets.Lag, withCulprits);
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
