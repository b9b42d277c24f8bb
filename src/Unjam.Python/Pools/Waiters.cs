using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Pools;

/// <summary>Lists the tasks that wait for a token. What is known of one holds while it keeps its coroutine.</summary>
/// <param name="memory">What they are read from.</param>
/// <param name="coroutineIn">Where a task keeps its coroutine, from its beginning on; negative when the object is no task.</param>
/// <param name="callerOf">The task as a caller, and what it wants to have called.</param>
internal sealed class Waiters(PrefetchedMemory memory, Func<Address, int> coroutineIn, Func<Address, (Caller? Caller, Function? Wanted)> callerOf)
{
    private readonly Dictionary<ulong, (ulong Coroutine, WorkItem Row)> known = [];
    private readonly MemoryRange[] fields = new MemoryRange[PoolLimits.MostDescribed];
    private readonly ulong[] coroutines = new ulong[PoolLimits.MostDescribed];

    /// <summary>Adds the waiting tasks to the queue of the snapshot: their identity always, from <see cref="LookDepth.Kernel"/> on also what the oldest want to have called, and for whom.</summary>
    public void List(Snapshot into, ReadOnlySpan<ulong> waiting)
    {
        var described = into.Depth >= LookDepth.Kernel ? Math.Min(waiting.Length, PoolLimits.MostDescribed) : 0;
        var offset = described > 0 ? coroutineIn(new Address(waiting[0])) : 0;
        if (offset < 0)
            described = 0;
        ReadCoroutines(waiting[..described], offset);
        for (var i = 0; i < waiting.Length; i++)
            into.Queue.Add(i < described ? Describe(waiting[i], coroutines[i]) : new WorkItem(waiting[i], 0, null));
    }

    /// <summary>One batch tells for all tasks whether they still are those that are known.</summary>
    private void ReadCoroutines(ReadOnlySpan<ulong> tasks, int offset)
    {
        coroutines.AsSpan(0, tasks.Length).Clear();
        for (var i = 0; i < tasks.Length; i++)
            fields[i] = new MemoryRange(new Address(tasks[i]) + offset, 8);
        for (var next = 0; next < tasks.Length;)
        {
            var rest = fields.AsSpan(next, tasks.Length - next);
            next += memory.Target.Read(rest, System.Runtime.InteropServices.MemoryMarshal.AsBytes(coroutines.AsSpan(next, rest.Length))) + 1;
        }
    }

    private WorkItem Describe(ulong task, ulong coroutine)
    {
        if (known.TryGetValue(task, out var before) && before.Coroutine == coroutine)
            return before.Row;
        if (known.Count >= PoolLimits.MostListed)
            known.Clear();
        var row = Read(new Address(task));
        known[task] = (coroutine, row);
        return row;
    }

    private WorkItem Read(Address task)
    {
        memory.Record(null);
        memory.IsAfresh = true;
        try
        {
            var (caller, wanted) = callerOf(task);
            return new WorkItem(task.Value, 0, wanted ?? caller?.Coroutine) { Caller = caller };
        }
        catch (UnreadableException)
        {
            // it no longer waits, or is no task: its identity is all that is known
            return new WorkItem(task.Value, 0, null);
        }
        finally
        {
            memory.IsAfresh = false;
            memory.Stop(true);
        }
    }
}
