using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Measures the load of a pool from what a timeline saw of it.</summary>
internal static class LoadMeasure
{
    // Fewer run times say little about how they vary.
    private const int FewestRuns = 30;

    // Fewer parts of a watch say little about how arrivals vary, and more of them than this are no gain.
    private const int FewestParts = 10;
    private const int MostParts = 40;
    private const int ItemsInAPart = 4;

    // Independent arrivals give 1; beyond this they come together, and Erlang's model does not hold.
    private const double Bursty = 3;

    // Threads of one interpreter share a lock: beyond three quarters of it each waits for the others.
    private const double UsableGil = 0.75;

    // Less than this of its time under the lock is not worth a ceiling: it would lie far above any pool.
    private const double LeastGil = 0.02;

    /// <summary>The load; null when nothing was completed, the number of workers is not known, or the pool finds it by itself.</summary>
    public static PoolLoad? Of(PoolHistory history, IReadOnlyCollection<WorkerScene> scenes, double? cpus)
    {
        if (history.IsShared || history is not { ServiceTime: { } service, Latest.Limit: { } limit and > 0 } || service <= TimeSpan.Zero)
            return null;
        var arrivals = ArrivalVariability(history);
        var (ceiling, by) = Ceiling(history, scenes, cpus);
        return new(limit, ArrivalRate(history), service)
        {
            Items = history.Ended,
            Watched = history.Span,
            ArrivalVariability = arrivals,
            ServiceVariability = ServiceVariability(history, service),
            Burst = BurstOf(history, arrivals),
            Ceiling = ceiling,
            CeilingBy = by,
        };
    }

    /// <summary>Arrivals per second: as they were followed; else what was completed and what the queue grew by.</summary>
    private static double ArrivalRate(PoolHistory history)
    {
        if (IsCounted(history) && history.Arrived > 0)
            return history.ArrivalRate ?? 0;
        var grown = history.Latest.Queued + history.Latest.Busy - history.Looks[0].Queued - history.Looks[0].Busy;
        var arrived = history.IsFollowed ? history.Arrived : Math.Max(0, history.Finished.Count + grown);
        return history.Arrived == 0 && history.IsFollowed
            ? history.Throughput ?? 0
            : arrived / history.Span.TotalSeconds;
    }

    /// <summary>Variance over mean of the arrivals in equal parts of the watch: for long parts that is the square of Ca.</summary>
    private static double? ArrivalVariability(PoolHistory history)
    {
        var parts = Math.Min(MostParts, history.Arrived / ItemsInAPart);
        if (parts < FewestParts || !(history.IsFollowed || IsCounted(history)))
            return null;
        var counts = new double[parts];
        for (var i = 1; i < history.Looks.Count; i++)
        {
            var part = (int)((history.Looks[i].At - history.Looks[0].At) / history.Span * parts);
            counts[Math.Min(parts - 1, part)] += history.Looks[i].Arrived - history.Looks[i - 1].Arrived;
        }

        var mean = counts.Average();
        return mean <= 0 ? null : counts.Sum(count => (count - mean) * (count - mean)) / (parts - 1) / mean;
    }

    /// <summary>How run times vary, without what the looks add: each end lies anywhere between two of them.</summary>
    private static double? ServiceVariability(PoolHistory history, TimeSpan service)
    {
        var runs = history.Finished.Where(run => !run.Held.IsLowerBound).Select(run => run.Held.Duration.TotalSeconds).ToList();
        if (runs.Count < FewestRuns || runs.Count * 2 < history.Ended)
            return null;
        var mean = runs.Average();
        var sampled = Math.Pow(history.Interval.TotalSeconds, 2) / (history.Finished[^1].IsStartExact ? 12 : 6);
        var variance = Math.Max(0, (runs.Sum(run => (run - mean) * (run - mean)) / (runs.Count - 1)) - sampled);
        return variance / Math.Pow(service.TotalSeconds, 2);
    }

    /// <summary>How many items were there at a time, when they come together; else 0.</summary>
    private static int BurstOf(PoolHistory history, double? variability)
    {
        // Work that was seen to wait and not to arrive came in one go, as far as was seen.
        var peak = history.Looks.Max(look => look.Queued + look.Busy);
        if ((history.Arrived == 0 && peak > history.Latest.Capacity) || variability > Bursty)
            return peak;
        var largest = history.Waited.Concat(history.Waiting)
            .Where(wait => !wait.IsLowerBound)
            .GroupBy(wait => wait.IsArrivalExact ? Instant(history, wait.ArrivedBy) : wait.ArrivedBy)
            .Select(group => group.Count())
            .DefaultIfEmpty(0)
            .Max();
        return largest * 2 > history.Arrived && largest > history.Latest.Capacity ? largest + history.Latest.Capacity : 0;
    }

    private static bool IsCounted(PoolHistory history) => history.Latest.Submitted is not null && history.Looks[0].Submitted is not null;

    /// <summary>Arrivals within one interval between looks are together: exact moments are never equal.</summary>
    private static Moment Instant(PoolHistory history, Moment at) =>
        new(at.Nanoseconds - (at.Nanoseconds % Math.Max(1, history.Interval.Ticks * 100)));

    /// <summary>What bounds how many items can be served at a time, in this order: a scarcer thing, the interpreter's lock, the CPUs.</summary>
    private static (int? Ceiling, string? By) Ceiling(PoolHistory history, IReadOnlyCollection<WorkerScene> scenes, double? cpus)
    {
        if (WaitSite.Of(scenes) is { } site)
            return (Math.Max(1, site.Servers.Length), WaitWords.Of(site).Name);
        var waits = scenes.Count == 0 ? 0 : scenes.Average(scene => scene.Kernel.GilShare);
        var held = history.MeanBusy > 0 ? history.MeanHoldingGil / history.MeanBusy / Math.Max(0.05, 1 - waits) : 0;
        var byLock = held >= LeastGil ? Math.Max(1, (int)(UsableGil / Math.Min(1, held))) : (int?)null;
        var onCpu = scenes.Where(scene => scene.Kernel.Span > TimeSpan.Zero).Select(scene => scene.Kernel.OnCpu / scene.Kernel.Span).DefaultIfEmpty(0).Average();
        var byCpu = cpus is { } allowed && onCpu >= LeastGil ? Math.Max(1, (int)(allowed / onCpu)) : (int?)null;
        return (byLock, byCpu) switch
        {
            ({ } l, { } c) when c < l => (c, "its share of the CPUs"),
            ({ } l, _) => (l, "the interpreter's lock"),
            (null, { } c) => (c, "its share of the CPUs"),
            _ => (null, null),
        };
    }
}
