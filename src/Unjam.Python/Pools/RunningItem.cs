using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>What one worker runs, from look to look. Addresses of items are used again at once, so an item is the same only while its future is.</summary>
internal sealed class RunningItem(PrefetchedMemory memory, PyObjects objects, WorkItems items)
{
    private readonly ReadLog log = memory.NewLog();
    private Address current;
    private WorkItem facts;

    /// <summary>The item in this look; default when the worker is idle.</summary>
    public WorkItem Look(Address item)
    {
        if (item.IsNull)
        {
            current = item;
            return facts = default;
        }

        if (item == current && memory.IsUnchanged(log))
            return facts;
        current = item;
        memory.Record(null);
        // the item may be younger than the batch
        memory.IsAfresh = true;
        try
        {
            facts = items.Of(item);
            Remember(item);
        }
        catch (UnreadableException)
        {
            // it has just been taken or finished: its identity is all that is known
            facts = new WorkItem(item.Value, 0, null);
            log.Clear();
        }
        finally
        {
            memory.IsAfresh = false;
            memory.Stop(true);
        }

        return facts;
    }

    /// <summary>Forgets the worker.</summary>
    public void Drop() => memory.Drop(log);

    private void Remember(Address item)
    {
        var slot = items.FutureSlot(item);
        memory.Record(log);
        var isWhole = false;
        try
        {
            isWhole = !slot.IsNull && objects.Memory.UInt64(slot) == facts.Result;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }
}
