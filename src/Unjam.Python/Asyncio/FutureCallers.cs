using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Who waits for the result of a <c>concurrent.futures.Future</c>: a work item's future leads to the future of a loop, that to a task.</summary>
/// <remarks>Source: _chain_future in Lib/asyncio/futures.py: the callback <c>_call_set_state</c> has closed over <c>destination</c>. See docs/pools.md.</remarks>
internal sealed class FutureCallers(PyObjects objects, Closures closures, FutureReads futures, FutureWaiters waiters, CallerReads callers)
{
    private const int MostCallbacks = 16;

    /// <summary>Tasks that are followed outwards while they run nothing of the user's own, such as the children of a <c>gather</c> of <c>to_thread</c>.</summary>
    private const int MostTasks = 4;

    /// <summary>The future of a loop to which the result goes, and who waits for it; a null address and null when no loop is involved.</summary>
    public (Address Destination, Caller? Caller) Of(Address future)
    {
        var destination = DestinationOf(future);
        if (destination.IsNull || !futures.IsFuture(destination))
            return default;
        var isCancelled = futures.IsCancelled(destination);
        var task = waiters.TaskOf(destination);
        Caller? found = null;
        for (var i = 0; i < MostTasks && !task.IsNull && callers.Of(task).Caller is { } caller; i++)
        {
            found = caller;
            if (caller.Coroutine is { } coroutine && CallerReads.IsUsers(coroutine))
                break;
            task = waiters.TaskOf(task);
        }

        // a future that was cancelled has let go of its task
        return (destination, isCancelled ? (found ?? new Caller("", null, true)) with { IsCancelled = true } : found);
    }

    /// <summary>The same caller, brought up to date: whether it has stopped waiting.</summary>
    public Caller? Refresh(Address destination, Caller? caller)
    {
        if (destination.IsNull || caller is { IsCancelled: true } || !futures.IsCancelled(destination))
            return caller;
        return (caller ?? new Caller("", null, true)) with { IsCancelled = true };
    }

    private Address DestinationOf(Address future)
    {
        var list = objects.Attribute(future, "_done_callbacks");
        if (list.IsNull)
            return list;
        var count = Math.Min(objects.Size(list, 1 << 20), MostCallbacks);
        var items = objects.ListItems(list);
        for (var i = 0; i < count; i++)
        {
            var callback = objects.Memory.Pointer(items + (8L * i));
            if (closures.NameOf(callback) == "_call_set_state")
                return closures.Value(callback, "destination");
        }

        return Address.Null;
    }
}
