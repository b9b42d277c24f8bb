using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Objects;

namespace Unjam.Python.Waits;

/// <summary>Finds the loop that has to run so that a <c>concurrent.futures.Future</c> gets its result.</summary>
/// <remarks>
/// Source: run_coroutine_threadsafe in Lib/asyncio/tasks.py and _chain_future in Lib/asyncio/futures.py. Until the loop has taken up the call, the
/// future is what the callback of a handle in <c>_ready</c> has closed over; from then on the future's own callback <c>_call_check_cancel</c> has closed
/// over the loop as <c>source_loop</c>.
/// </remarks>
internal sealed class ResultLoops(PyObjects objects, Closures closures, Handles handles)
{
    private const int MostCallbacks = 16;

    /// <summary>Handles of a loop that are searched, the next to run first.</summary>
    private const int MostHandles = 512;

    private readonly ulong[] ready = new ulong[MostHandles];

    /// <summary>The identity of the loop; 0 when it is none of the loops that are seen.</summary>
    public ulong Of(Address future, ReadOnlySpan<Loop> loops)
    {
        if (loops.IsEmpty)
            return 0;
        if (ChainedTo(future) is var chained && !chained.IsNull)
            return IsSeen(chained.Value, loops) ? chained.Value : 0;
        foreach (ref readonly var loop in loops)
            if (loop.Kind == LoopKind.Asyncio && IsReady(new Address(loop.Id), future))
                return loop.Id;
        return 0;
    }

    private static bool IsSeen(ulong id, ReadOnlySpan<Loop> loops)
    {
        foreach (ref readonly var loop in loops)
            if (loop.Id == id)
                return true;
        return false;
    }

    private Address ChainedTo(Address future)
    {
        var callbacks = objects.Attribute(future, "_done_callbacks");
        if (callbacks.IsNull)
            return callbacks;
        var count = objects.Size(callbacks, 1 << 20);
        var items = objects.ListItems(callbacks);
        for (var i = 0; i < Math.Min(count, MostCallbacks); i++)
        {
            var callback = objects.Memory.Pointer(items + (8L * i));
            if (closures.NameOf(callback) == "_call_check_cancel")
                return closures.Value(callback, "source_loop");
        }

        return Address.Null;
    }

    private bool IsReady(Address loop, Address future)
    {
        var queue = objects.Attribute(loop, "_ready");
        var count = queue.IsNull ? 0 : objects.DequeItems(queue, ready);
        for (var i = 0; i < count; i++)
            if (IsFor(new Address(ready[i]), future))
                return true;
        return false;
    }

    private bool IsFor(Address handle, Address future)
    {
        try
        {
            return handles.Concerns(handle, future, closures);
        }
        catch (UnreadableException)
        {
            // it has run meanwhile
            return false;
        }
    }
}
