using System.Buffers.Binary;
using Unjam.Memory;

namespace Unjam.Python.Objects;

internal sealed partial class PyObjects
{
    /// <summary>Items of a <c>deque</c> block. Source: BLOCKLEN in Modules/_collectionsmodule.c.</summary>
    private const int DequeBlock = 64;

    private const int LargestSet = 1 << 22;

    /// <summary><c>ob_size</c> of a list, tuple or deque, checked against a limit.</summary>
    public int Size(Address sequence, int limit)
    {
        var size = memory.Int64(Checked(sequence) + at.Size);
        return size >= 0 && size <= limit ? (int)size : throw new UnreadableException($"the sequence at {sequence} has size {size}");
    }

    /// <summary>An item of a tuple, without a check of the index against its size.</summary>
    public Address TupleItem(Address tuple, int index) => memory.Pointer(Checked(tuple) + at.TupleFirst + (8L * index));

    /// <summary>Where the items of a list are.</summary>
    public Address ListItems(Address list) => memory.Pointer(Checked(list) + at.ListItems);

    /// <summary>Reads pointers that lie one behind the other.</summary>
    public void Pointers(Address first, Span<ulong> into)
    {
        memory.Bytes(first, System.Runtime.InteropServices.MemoryMarshal.AsBytes(into));
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(into, into);
    }

    /// <summary>The keys of a set, dead and unused entries left out.</summary>
    /// <remarks>Source: setentry {key, hash} in Include/cpython/setobject.h; a dummy has the hash −1.</remarks>
    public List<Address> SetItems(Address set, int limit)
    {
        var mask = memory.Int64(Checked(set) + at.SetMask);
        if (mask is < 0 or >= LargestSet || (mask & (mask + 1)) != 0)
            throw new UnreadableException($"the set at {set} has the mask {mask}");
        var entries = new ulong[(mask + 1) * 2];
        Pointers(memory.Pointer(set + at.SetTable), entries);
        var items = new List<Address>();
        for (var i = 0; i < entries.Length && items.Count < limit; i += 2)
            if (entries[i] != 0 && entries[i + 1] != ulong.MaxValue)
                items.Add(new Address(entries[i]));
        return items;
    }

    /// <summary>How many keys a set has.</summary>
    public int SetCount(Address set) => (int)Math.Clamp(memory.Int64(Checked(set) + at.SetUsed), 0, LargestSet);

    /// <summary>The first item of a deque. Source: dequeobject and block in Modules/_collectionsmodule.c.</summary>
    public Address DequeFirst(Address deque)
    {
        var block = memory.Pointer(Checked(deque) + at.DequeLeft);
        var index = memory.Int64(deque + at.DequeLeftIndex);
        return index is >= 0 and < DequeBlock
            ? memory.Pointer(block + 8 + (8 * index))
            : throw new UnreadableException($"the deque at {deque} begins at {index}");
    }

    /// <summary>The items of a deque from its first on, up to as many as there is room for.</summary>
    /// <returns>How many there are in the span.</returns>
    public int DequeItems(Address deque, Span<ulong> into)
    {
        var count = Math.Min(Size(deque, int.MaxValue), into.Length);
        var block = memory.Pointer(deque + at.DequeLeft);
        var index = memory.Int64(deque + at.DequeLeftIndex);
        if (index is < 0 or >= DequeBlock)
            throw new UnreadableException($"the deque at {deque} begins at {index}");
        for (var read = 0; read < count; index = 0)
        {
            var length = (int)Math.Min(count - read, DequeBlock - index);
            Pointers(Checked(block) + 8 + (8 * index), into.Slice(read, length));
            read += length;
            if (read < count)
                block = memory.Pointer(block + 8 + (8 * DequeBlock));
        }

        return count;
    }

    /// <summary>How often an item was added to a deque or taken from it, since it was made.</summary>
    public ulong DequeChanges(Address deque) => memory.UInt64(Checked(deque) + at.DequeState);

    /// <summary>What a weak reference refers to; it may be None when that is dead.</summary>
    public Address Referent(Address weakref) => memory.Pointer(Checked(weakref) + at.WeakrefObject);
}
