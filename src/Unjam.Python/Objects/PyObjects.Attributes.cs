using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Objects;

internal sealed partial class PyObjects
{
    private const ulong HasInlineValues = 1 << 2;
    private const ulong HasManagedDict = 1 << 4;
    private const int LongestBaseChain = 64;

    /// <summary>The value of an instance attribute; a null address when the instance has no such attribute.</summary>
    public Address Attribute(Address obj, string name)
    {
        var slot = AttributeSlots(obj, [name])[0];
        return slot.IsNull ? slot : memory.Pointer(slot);
    }

    /// <summary>Where in memory some attributes of an instance are: in its dict, its inline values, or its <c>__slots__</c>.</summary>
    public Address[] AttributeSlots(Address obj, ReadOnlySpan<string> names)
    {
        var type = TypeOf(obj);
        var slots = Keyed(obj, type, names) ?? new Address[names.Length];
        for (var i = 0; i < names.Length; i++)
            if (slots[i].IsNull)
                slots[i] = Member(obj, type, names[i]);
        return slots;
    }

    /// <summary>The words that lead to an instance's attributes: while they are unchanged, slots that were found hold.</summary>
    public Address[] AttributeGuards(Address obj)
    {
        var type = TypeOf(obj);
        var guards = new List<Address> { obj + at.Type };
        var flags = memory.UInt64(type + at.TypeFlags);
        var dict = Address.Null;
        if (at.AttributeShape == AttributeShape.DictPointer || (flags & HasManagedDict) == 0)
        {
            var offset = memory.Int64(type + at.DictOffset);
            if (offset is > 0 and < 1 << 20)
            {
                guards.Add(obj + offset);
                dict = memory.Pointer(obj + offset);
            }
        }
        else
        {
            guards.Add(obj + -24);
            if (at.AttributeShape == AttributeShape.ValuesThenDict)
                guards.Add(obj + -32);
            dict = memory.Pointer(obj + -24);
            if (at.AttributeShape == AttributeShape.TaggedWord && (dict.Value & 1) != 0)
                dict = Address.Null;
        }

        if (!dict.IsNull)
        {
            guards.Add(dict + at.DictKeys);
            guards.Add(dict + at.DictValues);
        }

        return [.. guards];
    }

    private Address[]? Keyed(Address obj, Address type, ReadOnlySpan<string> names)
    {
        var flags = memory.UInt64(Checked(type) + at.TypeFlags);
        if (at.AttributeShape == AttributeShape.DictPointer || (flags & HasManagedDict) == 0)
        {
            var offset = memory.Int64(type + at.DictOffset);
            return offset is > 0 and < 1 << 20 ? InDict(memory.Pointer(obj + offset), names) : null;
        }

        switch (at.AttributeShape)
        {
            case AttributeShape.ValuesThenDict:
                var values = memory.Pointer(obj + -32);
                return values.IsNull ? InDict(memory.Pointer(obj + -24), names) : InValues(type, values + at.FirstValue, names);
            case AttributeShape.TaggedWord:
                var word = memory.Pointer(obj + -24);
                return (word.Value & 1) != 0 ? InValues(type, word + 1 + at.FirstValue, names) : InDict(word, names);
            default:
                var dict = memory.Pointer(obj + -24);
                if (!dict.IsNull)
                    return InDict(dict, names);
                if ((flags & HasInlineValues) == 0)
                    return null;
                var inline = obj + memory.Int64(type + at.BasicSize);
                return memory.UInt8(inline + 3) != 0 ? InValues(type, inline + at.FirstValue, names) : null;
        }
    }

    private Address[]? InDict(Address dict, ReadOnlySpan<string> names) => dict.IsNull ? null : DictSlots(dict, names);

    /// <summary>Slots among an instance's values, whose keys its type keeps. A value that is not set is a null pointer there.</summary>
    private Address[] InValues(Address type, Address values, ReadOnlySpan<string> names) =>
        KeySlots(memory.Pointer(type + at.CachedKeys), values, names);

    /// <summary>An attribute from <c>__slots__</c>: the type's member descriptor knows its offset.</summary>
    private Address Member(Address obj, Address type, string name)
    {
        for (var i = 0; i < LongestBaseChain && !type.IsNull; i++)
        {
            var dict = memory.Pointer(type + at.TypeDict);
            var member = dict.IsNull ? dict : DictValue(dict, name);
            if (!member.IsNull && TypeName(TypeOf(member)) == "member_descriptor")
            {
                // PyMemberDescrObject.d_member → PyMemberDef {name, type, offset at 16}
                var offset = memory.Int64(memory.Pointer(member + at.MemberDefinition) + 16);
                return offset is > 0 and < 1 << 16 ? obj + offset : throw new UnreadableException($"the slot {name} is at {offset}");
            }

            type = memory.Pointer(type + at.TypeBase);
        }

        return Address.Null;
    }
}
