using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Reads the work items of ThreadPoolExecutors.</summary>
/// <remarks>Source: _WorkItem in Lib/concurrent/futures/thread.py: future, fn, args, kwargs; since 3.14 future, task = (fn, args, kwargs).</remarks>
internal sealed class WorkItems(PyObjects objects, CallableReads callables)
{
    private const int Most = 4096;

    private readonly Dictionary<ulong, WorkItem> known = [];
    private Address none;

    /// <summary>Where an item keeps its future; a null address when it is no item (the None that tells a worker to end).</summary>
    public Address FutureSlot(Address item)
    {
        if (item.IsNull || item == none)
            return Address.Null;
        var slot = objects.AttributeSlots(item, ["future"])[0];
        if (slot.IsNull && objects.TypeName(objects.TypeOf(item)) == "NoneType")
            none = item;
        return slot;
    }

    /// <summary>Whether an entry of a queue is the None that tells a worker to end, as far as one has been met.</summary>
    public bool IsEnd(Address item) => !none.IsNull && item == none;

    /// <summary>An item with its future and what it calls.</summary>
    /// <remarks>An address may be used again by another item: what is known of it holds only while its future is the same.</remarks>
    public WorkItem Of(Address item)
    {
        if (item.IsNull || item == none)
            return default;
        var futureSlot = FutureSlot(item);
        if (futureSlot.IsNull)
            return item == none ? default : throw new UnreadableException($"no work item at {item}");
        var future = objects.Memory.Pointer(futureSlot);
        if (known.TryGetValue(item.Value, out var same) && same.Result == future.Value)
            return same;
        if (known.Count >= Most)
            known.Clear();
        var slots = objects.AttributeSlots(item, ["future", "fn", "task"]);
        var function = slots[1].IsNull
            ? objects.TupleItem(objects.Memory.Pointer(slots[2]), 0)
            : objects.Memory.Pointer(slots[1]);
        return known[item.Value] = new WorkItem(item.Value, future.Value, callables.FunctionOf(function));
    }
}
