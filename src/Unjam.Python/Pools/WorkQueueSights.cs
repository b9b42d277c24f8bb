using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Pools made by hand, from look to look: two or more threads that were begun to take from one <c>queue.Queue</c> in the same function.</summary>
internal sealed class WorkQueueSights(PrefetchedMemory memory, PyObjects objects)
{
    private const int FewestThreads = 2;

    private static readonly Comparison<WorkQueueWorker> ByAge = static (a, b) => a.Since.CompareTo(b.Since);

    private readonly Dictionary<(ulong Queue, ulong Consumer), WorkQueueSight> queues = [];
    private readonly Dictionary<ulong, WorkQueueWorker> workers = [];
    private readonly List<WorkQueueSight> present = [];
    private readonly List<WorkQueueWorker> moved = [];
    private long look;

    /// <summary>Reads them into the snapshot, which has its threads already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks)
    {
        look++;
        present.Clear();
        foreach (var stack in stacks)
            if (stack.Marks.Serving is { Landmark: Landmark.QueueGet, Owner.IsPlausibleObject: true } serving)
                Find(serving);
        foreach (var queue in present)
            if (queue.Seen.Threads >= FewestThreads)
                LookAt(into, queue, stacks);
        if (workers.Count > (stacks.Count * 2) + PoolLimits.MostPools)
            workers.Clear();
    }

    private void Find(in Serving serving)
    {
        var key = (serving.Owner.Value, serving.Code!.Address.Value);
        if (!queues.TryGetValue(key, out var queue))
        {
            if (queues.Count >= PoolLimits.MostPools)
                Forget();
            queues[key] = queue = new WorkQueueSight(memory, objects, serving.Owner, serving.Code!);
        }

        if (queue.Seen.Look != look)
            present.Add(queue);
        queue.Seen = (look, queue.Seen.Look == look ? queue.Seen.Threads + 1 : 1);
    }

    private void LookAt(Snapshot into, WorkQueueSight queue, List<StackSight> stacks)
    {
        try
        {
            var before = queue.Taken;
            var hasChanged = queue.Refresh();
            Follow(queue, stacks, before is { } then && queue.Taken is { } now ? (long)Math.Min(now - then, int.MaxValue) : hasChanged ? null : 0);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap($"the {queue.Name}", unreadable.Message));
            return;
        }

        var (firstWorker, firstItem) = (into.Workers.Count, into.Queue.Count);
        for (var i = 0; i < stacks.Count; i++)
            if (IsOf(queue, stacks[i]))
                into.Workers.Add(new Worker(i, workers[stacks[i].Thread.State.Value].Item, stacks[i].Marks.AwaitedResult.Value));
        foreach (var item in queue.Items)
            into.Queue.Add(new WorkItem(item, 0, null));
        into.Pools.Add(new Pool
        {
            Id = queue.Queue.Value,
            Kind = PoolKind.QueuePool,
            Name = queue.Name,
            Limit = queue.Seen.Threads,
            Workers = new Slice(firstWorker, into.Workers.Count - firstWorker),
            Queued = queue.Count,
            Queue = new Slice(firstItem, into.Queue.Count - firstItem),
        });
    }

    /// <summary>
    /// Says which threads work on another item than at the look before. Those that waited and do not any more have taken one each; what
    /// was taken besides went to those that moved, the longest at work first; and where that does not suffice, nobody's item is sure to be the same.
    /// </summary>
    /// <param name="taken">How many items were taken since; null when that was not counted.</param>
    private void Follow(WorkQueueSight queue, List<StackSight> stacks, long? taken)
    {
        moved.Clear();
        var (left, haveWaitersMoved) = (taken ?? int.MaxValue, taken is null);
        for (var i = 0; i < stacks.Count; i++)
        {
            if (!IsOf(queue, stacks[i]))
                continue;
            var state = stacks[i].Thread.State.Value;
            if (!workers.TryGetValue(state, out var worker))
                workers[state] = worker = new WorkQueueWorker(state);
            worker.See(stacks[i], i, look);
            left -= worker.HasTaken ? 1 : 0;
            haveWaitersMoved |= worker is { IsWaiting: true, HasMoved: true };
            if (worker is { IsWaiting: false, HasTaken: false, HasMoved: true })
                moved.Add(worker);
        }

        if (left <= 0)
            return;
        moved.Sort(ByAge);
        for (var i = 0; i < moved.Count && i < left; i++)
            moved[i].Begin(queue.Consumer.Function, look);
        if (left <= moved.Count || haveWaitersMoved)
            return;
        foreach (var stack in stacks)
            if (IsOf(queue, stack) && workers[stack.Thread.State.Value] is { IsWaiting: false, HasTaken: false, HasMoved: false } still)
                still.Begin(queue.Consumer.Function, look);
    }

    private static bool IsOf(WorkQueueSight queue, StackSight stack)
    {
        ref readonly var serving = ref stack.Marks.Serving;
        return serving.Landmark == Landmark.QueueGet && serving.Owner == queue.Queue && serving.Code!.Address == queue.Consumer.Address;
    }

    private void Forget()
    {
        foreach (var queue in queues.Values)
            queue.Drop();
        queues.Clear();
    }
}
