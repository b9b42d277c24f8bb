using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>All pools of <c>multiprocessing.pool.ThreadPool</c>, from look to look. Its three threads that only hand items on are no workers.</summary>
internal sealed class ThreadPoolSights(Layout layout, PrefetchedMemory memory, PyObjects objects, TaskTuples tuples)
{
    private readonly Dictionary<ulong, ThreadPoolSight> pools = [];
    private readonly Dictionary<ulong, ThreadPoolWorker> workers = [];
    private readonly List<ThreadPoolSight> present = [];
    private long look;

    /// <summary>Reads them into the snapshot, which has its threads already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks)
    {
        look++;
        present.Clear();
        for (var i = 0; i < stacks.Count; i++)
        {
            ref readonly var serving = ref stacks[i].Marks.Serving;
            if (serving.Landmark is Landmark.PoolWorker or Landmark.PoolKeeper)
                Find(into, serving);
        }

        foreach (var pool in present)
            LookAt(into, pool, stacks);
        if (workers.Count > (stacks.Count * 2) + PoolLimits.MostPools)
            Forget();
    }

    private void Find(Snapshot into, in Serving serving)
    {
        try
        {
            if (!pools.TryGetValue(serving.Owner.Value, out var pool))
            {
                if (pools.Count >= PoolLimits.MostPools)
                    Forget();
                pools[serving.Owner.Value] = pool = new ThreadPoolSight(layout, memory, objects, serving.Owner);
            }

            if (serving.Landmark == Landmark.PoolKeeper && pool.Limit is null)
                pool.Limit = ReadLimit(serving.Number);
            if (!pool.IsOfThreads || pool.SeenIn == look)
                return;
            pool.SeenIn = look;
            present.Add(pool);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap("a ThreadPool", unreadable.Message));
        }
    }

    private int ReadLimit(Address number)
    {
        memory.Record(null);
        try
        {
            return (int)Math.Clamp(objects.Int(number), 0, int.MaxValue);
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private void LookAt(Snapshot into, ThreadPoolSight pool, List<StackSight> stacks)
    {
        var firstWorker = into.Workers.Count;
        for (var i = 0; i < stacks.Count; i++)
        {
            ref readonly var marks = ref stacks[i].Marks;
            if (marks.Serving.Landmark == Landmark.PoolWorker && marks.Serving.Owner == pool.Queue.Address)
                into.Workers.Add(new Worker(i, ItemOf(into, stacks[i], i), marks.AwaitedResult.Value));
        }

        try
        {
            pool.Queue.Refresh();
        }
        catch (UnreadableException unreadable)
        {
            // what waited at the look before is nearer the truth than nothing
            into.Gaps.Add(new Gap("the queue of a ThreadPool", unreadable.Message));
        }

        var firstItem = into.Queue.Count;
        var described = into.Depth == LookDepth.Everything ? PoolLimits.MostDescribed : 0;
        foreach (var item in pool.Queue.Items)
            into.Queue.Add(described-- > 0 ? Describe(new Address(item)) : new WorkItem(item, 0, null));
        into.Pools.Add(new Pool
        {
            Id = pool.Queue.Address.Value,
            Kind = PoolKind.MultiprocessingPool,
            Name = "ThreadPool",
            Limit = pool.Limit,
            Workers = new Slice(firstWorker, into.Workers.Count - firstWorker),
            Queued = pool.Queue.Count,
            Queue = new Slice(firstItem, into.Queue.Count - firstItem),
        });
    }

    private WorkItem ItemOf(Snapshot into, StackSight stack, int thread)
    {
        var state = stack.Thread.State.Value;
        if (!workers.TryGetValue(state, out var worker))
            workers[state] = worker = new ThreadPoolWorker(memory, objects, tuples, state);
        try
        {
            return worker.Look(stack.Marks.Serving);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap($"what the ThreadPool's thread {into.Threads[thread].NativeId} runs", unreadable.Message));
            return default;
        }
    }

    private WorkItem Describe(Address item)
    {
        memory.Record(null);
        try
        {
            return tuples.Of(item);
        }
        catch (UnreadableException)
        {
            // it has just been taken, or is the None that ends a worker: its identity is all that is known
            return new WorkItem(item.Value, 0, null);
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private void Forget()
    {
        foreach (var worker in workers.Values)
            worker.Drop();
        workers.Clear();
        foreach (var pool in pools.Values)
            pool.Queue.Drop();
        pools.Clear();
    }
}
