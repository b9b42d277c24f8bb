using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>All ThreadPoolExecutors of the target, from look to look.</summary>
internal sealed class ExecutorSights(Layout layout, PrefetchedMemory memory, PyObjects objects, WorkItems items, FutureCallers callers)
{
    private const int MostPools = 1024;

    /// <summary>Queued items of which a full look says what they call.</summary>
    private const int MostDescribed = 256;

    /// <summary>Queued items of which a look that asks the kernel says so, and how many of them it reads for the first time.</summary>
    private const int MostGlanced = 16, MostRead = 8;

    /// <summary>Limits and names hardly change: read anew this often.</summary>
    private static readonly TimeSpan AttributesHold = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ulong, ExecutorSight> pools = [];
    private readonly Dictionary<ulong, RunningItem> running = [];
    private readonly List<ExecutorSight> present = [];
    private readonly QueuedItems queued = new(objects, items, callers);
    private long look;
    private Moment attributesRead;

    /// <summary>Reads them into the snapshot, which has its threads and loops already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks, List<(Address Loop, Address Executor)> defaults)
    {
        look++;
        Find(into, stacks, defaults);
        foreach (var pool in present)
            LookAt(into, pool, stacks, defaults);
        if (running.Count > stacks.Count * 2 + MostPools)
            ForgetItems();
    }

    private void Find(Snapshot into, List<StackSight> stacks, List<(Address Loop, Address Executor)> defaults)
    {
        present.Clear();
        var isDue = into.Depth >= LookDepth.Kernel && into.At - attributesRead > AttributesHold;
        if (isDue)
            attributesRead = into.At;
        foreach (var stack in stacks)
            if (stack.Marks.HasWorker && stack.Marks.Queue.IsPlausibleObject)
                Present(into, stack.Marks.Queue, stack.Marks.Executor, isDue);
        foreach (var (_, executor) in defaults)
        {
            if (!isDue && IsPresent(executor))
                continue;
            try
            {
                memory.Record(null);
                var queue = objects.Attribute(executor, "_work_queue");
                if (!queue.IsNull)
                    Present(into, queue, executor, isDue);
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap("a loop's default executor", unreadable.Message));
            }
            finally
            {
                memory.Stop(true);
            }
        }
    }

    private bool IsPresent(Address executor)
    {
        foreach (var pool in present)
            if (pool.Executor == executor)
                return true;
        return false;
    }

    private void Present(Snapshot into, Address queue, Address executor, bool isDue)
    {
        if (!pools.TryGetValue(queue.Value, out var pool))
        {
            if (pools.Count >= MostPools)
                Forget();
            pools[queue.Value] = pool = new ExecutorSight(layout, memory, objects, queue);
            isDue = true;
        }

        if (pool.SeenIn == look)
            return;
        pool.SeenIn = look;
        present.Add(pool);
        if (!isDue)
            return;
        try
        {
            pool.ReadAttributes(executor);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap("a pool's attributes", unreadable.Message));
        }
    }

    private void LookAt(Snapshot into, ExecutorSight pool, List<StackSight> stacks, List<(Address Loop, Address Executor)> defaults)
    {
        var workers = into.Workers.Count;
        var doAllAwait = true;
        for (var i = 0; i < stacks.Count; i++)
        {
            ref readonly var marks = ref stacks[i].Marks;
            if (!marks.HasWorker || marks.Queue != pool.Queue.Address)
                continue;
            var item = Running(stacks[i].Thread.State.Value, marks.Item, into.Depth);
            if (marks.RunsFor != Landmark.None)
                pool.Kind = KindOf(marks.RunsFor);
            doAllAwait &= item.Id != 0 && !marks.AwaitedResult.IsNull;
            into.Workers.Add(new Worker(i, item, marks.AwaitedResult.Value));
        }

        var queue = into.Queue.Count;
        try
        {
            pool.Queue.Refresh();
        }
        catch (UnreadableException unreadable)
        {
            // what waited at the look before is nearer the truth than nothing
            into.Gaps.Add(new Gap($"the queue of pool {pool.Name}", unreadable.Message));
        }

        var ends = List(into, pool, into.Workers.Count > workers && doAllAwait);

        into.Pools.Add(new Pool
        {
            Id = pool.Queue.Address.Value,
            Kind = pool.Kind,
            Name = pool.Name,
            Limit = pool.Limit,
            Workers = new Slice(workers, into.Workers.Count - workers),
            Queued = pool.Queue.Count - ends,
            Queue = new Slice(queue, into.Queue.Count - queue),
            DefaultOfLoop = LoopOf(pool.Executor, defaults),
        });
    }

    /// <summary>
    /// The waiting items: their identity always; what they call and their futures when everything is asked for, or all workers await
    /// results, and of the first few whenever the kernel is asked.
    /// </summary>
    /// <returns>How many entries of the queue are not work but tell workers to end.</returns>
    private int List(Snapshot into, ExecutorSight pool, bool doAllAwait)
    {
        var isWhole = into.Depth == LookDepth.Everything || (doAllAwait && into.Depth == LookDepth.Kernel);
        var described = isWhole ? MostDescribed : into.Depth == LookDepth.Kernel ? MostGlanced : 0;
        queued.Budget = isWhole ? MostDescribed : MostRead;
        if (described > 0 && pool.Queue.Items.Length > 0)
            Describe(new Address(pool.Queue.Items[^1]));
        var ends = 0;
        foreach (var item in pool.Queue.Items)
        {
            if (items.IsEnd(new Address(item)))
                ends++;
            else
                into.Queue.Add(described-- > 0 ? Describe(new Address(item)) : new WorkItem(item, 0, null));
        }

        return ends;
    }

    /// <summary>What a worker runs. The item is read when it, or its future at the same address, is new.</summary>
    private WorkItem Running(ulong thread, Address item, LookDepth depth)
    {
        if (!running.TryGetValue(thread, out var sight))
            running[thread] = sight = new RunningItem(memory, objects, items, callers);
        return sight.Look(item, depth);
    }

    private WorkItem Describe(Address item)
    {
        memory.Record(null);
        try
        {
            return queued.Of(item);
        }
        catch (UnreadableException)
        {
            // it has just been taken or finished: its identity is all that is known
            return new WorkItem(item.Value, 0, null);
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private static PoolKind KindOf(Landmark runsFor) => runsFor switch
    {
        Landmark.AsgirefCall => PoolKind.Asgiref,
        Landmark.GthreadCall => PoolKind.Gthread,
        _ => PoolKind.Wsgi,
    };

    private static ulong LoopOf(Address executor, List<(Address Loop, Address Executor)> defaults)
    {
        foreach (var (loop, default_) in defaults)
            if (!executor.IsNull && default_ == executor)
                return loop.Value;
        return 0;
    }

    private void ForgetItems()
    {
        foreach (var sight in running.Values)
            sight.Drop();
        running.Clear();
    }

    private void Forget()
    {
        foreach (var pool in pools.Values)
            pool.Queue.Drop();
        pools.Clear();
    }
}
