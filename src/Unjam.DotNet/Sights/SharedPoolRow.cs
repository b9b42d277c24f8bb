using Unjam.DotNet.Facts;
using Unjam.DotNet.Kernel;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Puts the pool that all of the process shares into a look.</summary>
/// <param name="threads">All threads.</param>
/// <param name="rows">Their rows.</param>
/// <param name="leastThreads">How many threads it starts without delay, where the process was told that; else null: as many as it has processors.</param>
internal sealed class SharedPoolRow(NamedThreads threads, ThreadRows rows, int? leastThreads)
{
    // one a process: a number that no address and no counter is likely to be
    private const ulong Id = 0xD07_7EAD_9001;

    private int? working;

    /// <summary>Adds it, with its workers.</summary>
    public void Look(Snapshot into, in CalmState calm, QueueFacts queue)
    {
        var workers = AddWorkers(into);

        // before the first counter nothing is known of it
        if (calm.Queued is not { } queued)
            return;
        var itself = Itself(calm);
        var oldest = queue.OldestWait(queued, calm.Counted, into.At);
        oldest = Longest(oldest, queued > 0 ? calm.CountedWait : TimeSpan.Zero);
        oldest = Longest(oldest, itself?.OldestWait ?? TimeSpan.Zero);
        into.Pools.Add(new Pool
        {
            Id = Id,
            Kind = PoolKind.DotNetThreadPool,
            Name = ".NET thread pool",
            MinWorkers = itself?.Least ?? leastThreads ?? (calm.Processors > 0 ? calm.Processors : null),
            Limit = itself?.Limit,
            Queued = queued,
            Completed = calm.Completed,
            Busy = itself?.Busy ?? working,
            OldestWait = oldest,
            QueueTime = queue.Total,
            Adjustment = calm.Adjustment,
            Workers = workers,
        });
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // a host that watches its own pool knows more of it than can be seen from here
    private static UnjamPool? Itself(in CalmState calm)
    {
        foreach (var beat in calm.Beats)
        {
            foreach (var pool in beat.Pools)
            {
                if (pool.Kind == "shared")
                    return pool;
            }
        }

        return null;
    }

    private Slice AddWorkers(Snapshot into)
    {
        var first = into.Workers.Count;
        var (busy, idle) = (0, 0);
        foreach (var thread in threads.All)
        {
            if (!thread.IsPoolWorker || rows.IndexOf(thread.Id) is not (>= 0 and var index))
                continue;
            into.Workers.Add(new Worker(index, default, 0));
            if (into.Threads[index] is { Quality: not StackQuality.Unread } row)
                _ = PoolWork.IsIn(row.Stack) ? busy++ : idle++;
        }

        // one whose stack is not known has run since the last burst, and works
        var count = into.Workers.Count - first;
        if (rows.IsTelling)
            working = busy + idle > 0 || count == 0 ? count - idle : working is null ? null : count;
        return new Slice(first, count);
    }
}
