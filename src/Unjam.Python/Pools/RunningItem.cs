using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>What one worker runs, from look to look. Addresses of items are used again at once, so an item is the same only while its future is.</summary>
internal sealed class RunningItem(PrefetchedMemory memory, PyObjects objects, WorkItems items, FutureCallers callers)
{
    private readonly ReadLog log = memory.NewLog();
    private Address current;
    private WorkItem facts;
    private Address destination;
    private bool isCallerRead;

    /// <summary>The item in this look; default when the worker is idle.</summary>
    /// <param name="item">Its address.</param>
    /// <param name="depth">From <see cref="LookDepth.Kernel"/> on, also who waits for it, and whether he still does.</param>
    public WorkItem Look(Address item, LookDepth depth)
    {
        Refresh(item);
        if (depth >= LookDepth.Kernel && facts.Result != 0)
            RefreshCaller();
        return facts;
    }

    /// <summary>Forgets the worker.</summary>
    public void Drop() => memory.Drop(log);

    private void RefreshCaller()
    {
        memory.Record(null);
        try
        {
            var caller = facts.Caller;
            if (isCallerRead)
                caller = callers.Refresh(destination, caller);
            else
                (destination, caller) = callers.Of(new Address(facts.Result));
            isCallerRead = true;
            if (!ReferenceEquals(caller, facts.Caller))
                facts = facts with { Caller = caller };
        }
        catch (UnreadableException)
        {
            // the item has just been finished; asked again at the next look
            isCallerRead = false;
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private void Refresh(Address item)
    {
        if (item.IsNull)
        {
            current = item;
            facts = default;
            return;
        }

        if (item == current && memory.IsUnchanged(log))
            return;
        current = item;
        isCallerRead = false;
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
    }

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
