using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Waits;

/// <summary>The handles in a loop's queue of what is ready. Source: Handle in Lib/asyncio/events.py.</summary>
internal sealed class Handles(Layout layout, PyObjects objects)
{
    private const int MostArguments = 8;
    private const int MostTypes = 64;

    private readonly Dictionary<ulong, (long Callback, long Arguments)> slots = [];

    /// <summary>Whether an object is what a handle's callback is called with, or has closed over: told by addresses alone.</summary>
    public bool Concerns(Address handle, Address value, Closures closures)
    {
        var (callback, arguments) = SlotsOf(handle);
        return IsGiven(objects.Memory.Pointer(handle + arguments), value) || Concerns(objects.Memory.Pointer(handle + callback), value, closures, 2);
    }

    private bool Concerns(Address callable, Address value, Closures closures, int depth) => objects.TypeName(objects.TypeOf(callable)) switch
    {
        "function" => closures.Holds(callable, value),
        "functools.partial" when depth > 0 => IsGiven(objects.Memory.Pointer(callable + layout.Callable.PartialArguments), value)
            || Concerns(objects.Memory.Pointer(callable + layout.Callable.PartialFunction), value, closures, depth - 1),
        _ => false,
    };

    private bool IsGiven(Address tuple, Address value)
    {
        if (!tuple.IsPlausibleObject || objects.TypeName(objects.TypeOf(tuple)) != "tuple")
            return false;
        var count = Math.Min(objects.Size(tuple, 1 << 20), MostArguments);
        for (var i = 0; i < count; i++)
            if (objects.TupleItem(tuple, i) == value)
                return true;
        return false;
    }

    private (long Callback, long Arguments) SlotsOf(Address handle)
    {
        var type = objects.TypeOf(handle);
        if (slots.TryGetValue(type.Value, out var known))
            return known;
        if (slots.Count >= MostTypes)
            slots.Clear();
        var found = objects.AttributeSlots(handle, ["_callback", "_args"]);
        if (found[0].IsNull || found[1].IsNull)
            throw new UnreadableException($"no handle of asyncio at {handle}");
        return slots[type.Value] = (found[0] - handle, found[1] - handle);
    }
}
