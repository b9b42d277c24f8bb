using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Reads asyncio's futures, both of the C implementation and of the Python one; tasks are futures too.</summary>
/// <remarks>Source: FutureObj in Modules/_asynciomodule.c; Future in Lib/asyncio/futures.py.</remarks>
internal sealed class FutureReads(Layout layout, PyObjects objects)
{
    private const int LongestBaseChain = 16;

    private readonly Dictionary<ulong, bool> isNative = [];

    /// <summary>Whether an object is a future of either implementation.</summary>
    public bool IsFuture(Address obj) => IsNative(obj) || !objects.Attribute(obj, "_asyncio_future_blocking").IsNull;

    /// <summary>Whether a future was cancelled: nobody waits for it any more.</summary>
    public bool IsCancelled(Address future) => IsNative(future)
        ? objects.Memory.Int32(future + layout.Task.FutureState) == 1
        : objects.String(objects.Attribute(future, "_state")) == "CANCELLED";

    /// <summary>What a future will call when it is done, in that order.</summary>
    /// <returns>How many there are in the span.</returns>
    public int Callbacks(Address future, Span<ulong> into)
    {
        var count = 0;
        var isNative = IsNative(future);
        if (isNative && objects.Memory.Pointer(future + layout.Task.FutureCallback) is { IsNull: false } first)
            into[count++] = first.Value;
        var list = isNative ? objects.Memory.Pointer(future + layout.Task.FutureCallbacks) : objects.Attribute(future, "_callbacks");
        if (list.IsNull || objects.TypeName(objects.TypeOf(list)) != "list")
            return count;
        var more = Math.Min(objects.Size(list, 1 << 20), into.Length - count);
        var items = objects.ListItems(list);
        // pairs of a callable and its context
        for (var i = 0; i < more; i++)
            into[count++] = objects.TupleItem(objects.Memory.Pointer(items + (8L * i)), 0).Value;
        return count;
    }

    private bool IsNative(Address obj)
    {
        var type = objects.TypeOf(obj);
        if (isNative.TryGetValue(type.Value, out var known))
            return known;
        var derives = false;
        var walked = type;
        for (var i = 0; i < LongestBaseChain && !walked.IsNull && !derives; i++)
        {
            derives = objects.TypeName(walked) is "_asyncio.Future" or "_asyncio.Task";
            walked = objects.Memory.Pointer(walked + layout.Object.TypeBase);
        }

        if (isNative.Count > 256)
            isNative.Clear();
        return isNative[type.Value] = derives;
    }
}
