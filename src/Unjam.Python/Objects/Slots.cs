using Unjam.Memory;

namespace Unjam.Python.Objects;

/// <summary>
/// Where some attributes of an object are in memory, found once. Keys are only ever appended while a dict keeps its keys
/// object, so the slots hold as long as the words that led to them are unchanged.
/// </summary>
internal sealed class Slots
{
    private readonly Address[] guards;
    private readonly ulong[] expected;
    private readonly Address[] slots;

    private Slots(Address owner, Address[] guards, ulong[] expected, Address[] slots)
    {
        Owner = owner;
        this.guards = guards;
        this.expected = expected;
        this.slots = slots;
    }

    /// <summary>The object.</summary>
    public Address Owner { get; }

    /// <summary>Whether it has all of the attributes.</summary>
    public bool AreAllThere => Array.TrueForAll(slots, static slot => !slot.IsNull);

    /// <summary>Finds the attributes.</summary>
    /// <exception cref="UnreadableException">The object is not readable.</exception>
    public static Slots Of(PyObjects objects, Address obj, params ReadOnlySpan<string> names)
    {
        var found = objects.AttributeSlots(obj, names);
        var guards = objects.AttributeGuards(obj);
        var expected = Array.ConvertAll(guards, objects.Memory.UInt64);
        return new Slots(obj, guards, expected, found);
    }

    /// <summary>Whether the attributes are still where they were.</summary>
    public bool AreStill(IMemory memory)
    {
        for (var i = 0; i < guards.Length; i++)
            if (memory.UInt64(guards[i]) != expected[i])
                return false;
        return true;
    }

    /// <summary>The value of an attribute; a null address when the object does not have it.</summary>
    public Address Value(IMemory memory, int name) => slots[name].IsNull ? slots[name] : memory.Pointer(slots[name]);
}
