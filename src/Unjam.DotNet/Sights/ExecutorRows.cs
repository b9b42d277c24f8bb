using System.Runtime.InteropServices;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Kernel;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Puts the executors of Unjam.Executors into a look, as the process itself tells of them.</summary>
internal sealed class ExecutorRows(ThreadRows rows, ThreadWitnesses witnesses, Stillness stillness)
{
    private const ulong Mark = 1UL << 63;

    // names come from the process: one that makes up new ones is not to fill our memory
    private const int MostNames = 4096;

    private readonly Dictionary<string, ulong> ids = [];
    private uint named;

    /// <summary>Adds them, with their workers where they tell these.</summary>
    public void Look(Snapshot into, in CalmState calm)
    {
        if (ids.Count > MostNames)
            ids.Clear();
        foreach (var beat in calm.Beats)
        {
            foreach (var pool in beat.Pools)
            {
                if (pool.Kind == "executor")
                    Add(into, pool);
            }
        }
    }

    private void Add(Snapshot into, UnjamPool pool)
    {
        var workers = AddWorkers(into, pool);
        var ended = Count(pool.Completed) + Count(pool.Failed);
        into.Pools.Add(new Pool
        {
            Id = IdOf(pool.Name),
            Kind = PoolKind.InstrumentedExecutor,
            Name = pool.Name,
            Limit = pool.Limit,
            MinWorkers = pool.Least,
            Busy = pool.Busy,
            Submitted = pool.Submitted < 0 ? null : pool.Submitted,
            Completed = ended + Count(pool.Cancelled) + Count(pool.Rejected),
            QueueTime = new TotalTime(ended + pool.Busy, pool.QueueTime),
            RunTime = new TotalTime(ended, pool.RunTime),
            OldestWait = pool.OldestWait,
            Queued = (int)Math.Clamp(pool.Queued, 0, int.MaxValue),
            Workers = workers,
        });
    }

    private Slice AddWorkers(Snapshot into, UnjamPool pool)
    {
        var first = into.Workers.Count;
        var running = pool.Running is [{ Method: var only }] ? new Function(only, "", 0) : null;
        var areAllBusy = pool.Busy > 0 && pool.Busy >= pool.Workers.Length;
        foreach (var worker in pool.Workers)
        {
            if (witnesses.Outer(worker) is not (> 0 and var thread) || rows.IndexOf(thread) is not (>= 0 and var index))
                continue;

            // while a thread has not run it has the same item; once it has, that may be another one
            var item = areAllBusy && stillness.Of(thread, into.At) is { IsKnown: true } still
                ? new WorkItem(Mark | ((ulong)thread << 32) | (uint)still.Timeslices, 0, running)
                : default;
            into.Workers.Add(new Worker(index, item, 0));
        }

        return new Slice(first, into.Workers.Count - first);
    }

    private static long Count(long told) => Math.Max(0, told);

    private ulong IdOf(string name)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, name, out var isKnown);
        if (!isKnown)
            id = Mark | ++named;
        return id;
    }
}
