using Unjam.DotNet.Kernel;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Puts the pool that all of the process shares into a look.</summary>
internal sealed class SharedPoolRow(NamedThreads threads, ThreadRows rows, int? leastThreads)
{
    // one a process: a number that no address and no counter is likely to be
    private const ulong Id = 0xD07_7EAD_9001;

    /// <summary>Adds it, with its workers.</summary>
    public void Look(Snapshot into, in CalmState calm)
    {
        var first = into.Workers.Count;
        var (working, unread) = (0, 0);
        foreach (var thread in threads.All)
        {
            if (!thread.IsPoolWorker || rows.IndexOf(thread.Id) is not (>= 0 and var index))
                continue;
            into.Workers.Add(new Worker(index, default, 0));
            ref readonly var row = ref into.Threads[index];
            if (row.Quality == StackQuality.Unread)
                unread++;
            else if (PoolWork.IsIn(row.Stack))
                working++;
        }

        // before the first counter nothing is known of it
        if (calm.Queued is not { } queued)
        {
            into.Gaps.Add(new Gap("shared thread pool", "its first counters have not come yet"));
            return;
        }

        into.Pools.Add(new Pool
        {
            Id = Id,
            Kind = PoolKind.DotNetThreadPool,
            Name = ".NET thread pool",
            MinWorkers = leastThreads ?? (calm.Processors > 0 ? calm.Processors : null),
            Queued = queued,
            Completed = calm.Completed,
            Busy = unread == 0 ? working : queued > 0 ? working + unread : null,
            Workers = new Slice(first, into.Workers.Count - first),
        });
    }
}
