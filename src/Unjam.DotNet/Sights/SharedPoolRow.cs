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

    private (int Working, int Idle)? told;

    /// <summary>Adds it, with its workers.</summary>
    public void Look(Snapshot into, in CalmState calm, QueueFacts queue)
    {
        var workers = AddWorkers(into);

        // before the first counter nothing is known of it
        if (calm.Queued is not { } queued)
            return;
        var itself = Itself(calm);
        var oldest = queued > 0 ? queue.OldestWait(into.At) : TimeSpan.Zero;
        // what the last counters showed may be over when the next ones are late
        oldest = Longest(oldest, queued > 0 && calm.IsFresh(into.At) ? calm.CountedWait : TimeSpan.Zero);
        oldest = Longest(oldest, itself?.OldestWait ?? TimeSpan.Zero);
        into.Pools.Add(new Pool
        {
            Id = Id,
            Kind = PoolKind.DotNetThreadPool,
            Name = SharedPoolName.Text,
            MinWorkers = itself?.Least ?? leastThreads ?? (calm.Processors > 0 ? calm.Processors : null),
            Limit = itself?.Limit,
            Queued = queued,
            Completed = calm.Completed,
            // where its threads have no names, as with NativeAOT, all that are counted are busy while work waits
            Busy = itself?.Busy ?? Busy(workers.Count, queued) ?? (workers.Count == 0 && queued > 0 ? calm.Threads : null),
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

    // while work waits, one whose stack is not known is not idle: it has run since the last burst, and takes the next item as soon as it can
    private int? Busy(int workers, int queued) => told is not var (working, idle) ? null : queued > 0 ? Math.Max(0, workers - idle) : Math.Min(working, workers);

    private Slice AddWorkers(Snapshot into)
    {
        var first = into.Workers.Count;
        var (working, idle) = (0, 0);
        foreach (var thread in threads.All)
        {
            if (!thread.IsPoolWorker || rows.IndexOf(thread.Id) is not (>= 0 and var index))
                continue;
            into.Workers.Add(new Worker(index, default, 0));
            ref readonly var row = ref into.Threads[index];
            if (row.Quality != StackQuality.Unread)
                _ = PoolWork.IsIn(row.Stack) ? working++ : idle++;
        }

        if (rows.IsTelling)
            told = (working, idle);
        return new Slice(first, into.Workers.Count - first);
    }
}
