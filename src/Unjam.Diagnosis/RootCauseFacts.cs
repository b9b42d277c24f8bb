using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What the looks themselves say of whether one finding follows from another.</summary>
internal static class RootCauseFacts
{
    /// <summary>Whether all workers of a pool wait for results at the last look, or for a loop.</summary>
    public static bool WaitsForResults(Timeline timeline, string pool)
    {
        if (timeline.Count == 0 || PoolIn(timeline.Latest, pool) is not { } row)
            return false;
        var look = timeline.Latest;
        var workers = look.Workers.Of(row.Workers);
        var waiting = 0;
        foreach (ref readonly var worker in workers)
        {
            var isForLoop = worker.Thread >= 0 && worker.Thread < look.Threads.Count && look.Threads[worker.Thread].Wait.Loop != 0;
            waiting += worker.AwaitsResult != 0 || isForLoop ? 1 : 0;
        }

        return waiting > 0 && waiting == workers.Length;
    }

    /// <summary>Whether every worker of a pool has run one and the same item for a time that ends with the last look.</summary>
    public static bool HasNotMoved(Timeline timeline, string pool, TimeSpan since)
    {
        if (timeline.Count < 2 || PoolIn(timeline.Latest, pool) is not { } now)
            return false;

        // The duration of a finding may reach back a little before the first look that saw it.
        var slack = (timeline.Latest.At - timeline[0].At) / (timeline.Count - 1);
        var from = timeline.Latest.At - since + slack;
        for (var i = 0; i < timeline.Count; i++)
        {
            if (timeline[i].At >= from && PoolIn(timeline[i], pool) is { } then)
                return IsSame(timeline.Latest, now, timeline[i], then);
        }

        return false;
    }

    /// <summary>Whether half of the workers of a pool, or more, run for callers that have been cancelled, at the last look that tells.</summary>
    public static bool IsMostlyAbandoned(Timeline timeline, string pool)
    {
        for (var i = timeline.Count - 1; i >= 0; i--)
        {
            if (PoolIn(timeline[i], pool) is not { } row)
                continue;
            int known = 0, abandoned = 0;
            var workers = timeline[i].Workers.Of(row.Workers);
            foreach (ref readonly var worker in workers)
            {
                known += worker.Item.Caller is null ? 0 : 1;
                abandoned += worker.Item.Caller is { IsCancelled: true } ? 1 : 0;
            }

            if (known > 0)
                return abandoned * 2 >= workers.Length;
        }

        return false;
    }

    /// <summary>Whether the collector ran in most of the looks in which a loop was kept from the interpreter's lock.</summary>
    public static bool HoldsLockByCollecting(Timeline timeline, string loop)
    {
        int kept = 0, collecting = 0;
        var ids = LoopsSeen.In(timeline).Where(id => LoopsSeen.NameOf(timeline, id) == loop).ToHashSet();
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            foreach (ref readonly var row in look.Loops.Span)
            {
                if (!ids.Contains(row.Id) || LoopsSeen.ThreadOf(look, row) is not { } thread || !Share.IsKeptWaiting(look, row, thread))
                    continue;
                kept++;
                collecting += look.IsCollecting == true ? 1 : 0;
            }
        }

        return kept > 0 && collecting * 2 >= kept;
    }

    private static bool IsSame(Snapshot a, in Pool poolA, Snapshot b, in Pool poolB)
    {
        var workersA = a.Workers.Of(poolA.Workers);
        var workersB = b.Workers.Of(poolB.Workers);
        if (workersA.IsEmpty || workersA.Length != workersB.Length)
            return false;
        for (var i = 0; i < workersA.Length; i++)
        {
            if (!workersA[i].IsBusy || workersA[i].Item.Id != workersB[i].Item.Id)
                return false;
        }

        return true;
    }

    private static Pool? PoolIn(Snapshot look, string name)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Name == name)
                return pool;
        }

        return null;
    }
}
