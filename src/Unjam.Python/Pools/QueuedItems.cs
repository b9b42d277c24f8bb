using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>What waiting items call and who waits for them, remembered while an item keeps its future.</summary>
internal sealed class QueuedItems(PyObjects objects, WorkItems items, FutureCallers callers)
{
    private const int Most = 4096;

    private readonly Dictionary<ulong, (Address FutureSlot, WorkItem Item, Address Destination)> known = [];

    /// <summary>How many more items may be read for the first time in this look.</summary>
    public int Budget { get; set; }

    /// <summary>An item as it is in this look; with its identity alone when it was not read.</summary>
    public WorkItem Of(Address item)
    {
        if (known.TryGetValue(item.Value, out var seen) && objects.Memory.UInt64(seen.FutureSlot) == seen.Item.Result)
        {
            var caller = callers.Refresh(seen.Destination, seen.Item.Caller);
            if (ReferenceEquals(caller, seen.Item.Caller))
                return seen.Item;
            known[item.Value] = seen = seen with { Item = seen.Item with { Caller = caller } };
            return seen.Item;
        }

        if (Budget-- <= 0)
            return new WorkItem(item.Value, 0, null);
        var read = items.Of(item);
        if (read.Result == 0)
            return read;
        var (destination, waits) = CallerOf(new Address(read.Result));
        read = read with { Caller = waits };
        if (known.Count >= Most)
            known.Clear();
        known[item.Value] = (items.FutureSlot(item), read, destination);
        return read;
    }

    private (Address Destination, Caller? Caller) CallerOf(Address future)
    {
        try
        {
            return callers.Of(future);
        }
        catch (UnreadableException)
        {
            // what it calls is known all the same
            return default;
        }
    }
}
