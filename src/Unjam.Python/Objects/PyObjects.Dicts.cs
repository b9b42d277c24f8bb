using System.Text;
using Unjam.Memory;

namespace Unjam.Python.Objects;

internal sealed partial class PyObjects
{
    private const int LargestDict = 1 << 20;

    private const int KeysAtOnce = 4096;

    /// <summary>What is read of a key at once: the header and a name of usual length.</summary>
    private const int KeyPrefix = 104;

    /// <summary>Where in memory the values of some keys of a dict are; a null address for a key that is not there.</summary>
    /// <returns>The addresses of the slots, in the order of <paramref name="names"/>.</returns>
    public Address[] DictSlots(Address dict, ReadOnlySpan<string> names)
    {
        var keys = memory.Pointer(Checked(dict) + at.DictKeys);
        var values = memory.Pointer(dict + at.DictValues);
        return KeySlots(keys, values.IsNull ? Address.Null : values + at.FirstValue, names);
    }

    /// <summary>The value of a key of a dict; a null address when it is not there.</summary>
    public Address DictValue(Address dict, string name)
    {
        var slot = DictSlots(dict, [name])[0];
        return slot.IsNull ? slot : memory.Pointer(slot);
    }

    /// <summary>All keys and values of a dict, up to a limit; unused entries are left out.</summary>
    public List<(Address Key, Address Value)> DictItems(Address dict, int limit)
    {
        var keys = memory.Pointer(Checked(dict) + at.DictKeys);
        var values = memory.Pointer(dict + at.DictValues);
        var (entries, stride, count) = Entries(keys);
        var words = new ulong[stride / 8 * count];
        Pointers(entries, words);
        var items = new List<(Address, Address)>();
        for (var i = 0; i < count && items.Count < limit; i++)
        {
            var entry = words.AsSpan(i * stride / 8, stride / 8);
            var (key, value) = (entry[^2], entry[^1]);
            if (!values.IsNull)
                value = memory.UInt64(values + at.FirstValue + (8L * i));
            if (key != 0 && value != 0)
                items.Add((new Address(key), new Address(value)));
        }

        return items;
    }

    /// <summary>How many keys a dict has.</summary>
    public int DictCount(Address dict)
    {
        var used = memory.Int64(Checked(dict) + at.DictUsed);
        return used is >= 0 and <= LargestDict ? (int)used : throw new UnreadableException($"the dict at {dict} has {used} keys");
    }

    /// <summary>The oldest keys of a dict that keeps its values beside them, in the order in which they came. Allocates nothing.</summary>
    /// <returns>How many there are in <paramref name="into"/>.</returns>
    public int OldestKeys(Address dict, Span<ulong> into)
    {
        if (!memory.Pointer(Checked(dict) + at.DictValues).IsNull)
            throw new UnreadableException($"the dict at {dict} shares its keys");
        var (entry, stride, count) = Entries(memory.Pointer(dict + at.DictKeys));
        Span<ulong> words = stackalloc ulong[3 * 64];
        var found = 0;
        for (var (first, width) = (0, stride / 8); first < count && found < into.Length; first += 64)
        {
            var piece = words[..(width * Math.Min(64, count - first))];
            Pointers(entry + ((long)stride * first), piece);
            for (var i = width; i <= piece.Length && found < into.Length; i += width)
                if (piece[i - 2] != 0 && piece[i - 1] != 0)
                    into[found++] = piece[i - 2];
        }

        return found;
    }

    /// <summary>Slots of names among the keys of a dict or of a type's shared keys; the values lie in the entries or, when given, behind <paramref name="values"/>.</summary>
    private Address[] KeySlots(Address keys, Address values, ReadOnlySpan<string> names)
    {
        var (entries, stride, count) = Entries(keys);
        var slots = new Address[names.Length];
        var width = stride / 8;
        // piece by piece: what claims to be huge is found out before it is allocated
        for (var first = 0; first < count; first += KeysAtOnce)
        {
            var words = new ulong[width * Math.Min(KeysAtOnce, count - first)];
            Pointers(entries + ((long)stride * first), words);
            var prefixes = ReadPrefixes(words, stride, words.Length / width);
            for (var i = 0; i < prefixes.Length; i++)
            {
                var name = NameIndex(new Address(words[((i + 1) * width) - 2]), prefixes[i], names);
                if (name >= 0)
                    slots[name] = values.IsNull ? entries + (((long)stride * (first + i + 1)) - 8) : values + (8L * (first + i));
            }
        }

        return slots;
    }

    /// <summary>Reads the beginnings of all keys in one batch.</summary>
    private byte[][] ReadPrefixes(ulong[] words, int stride, int count)
    {
        var prefixes = new byte[count][];
        var ranges = new MemoryRange[count];
        var owners = new int[count];
        var wanted = 0;
        for (var i = 0; i < count; i++)
        {
            prefixes[i] = [];
            var key = new Address(words[((i + 1) * (stride / 8)) - 2]);
            if (!key.IsPlausibleObject)
                continue;
            owners[wanted] = i;
            ranges[wanted++] = new MemoryRange(key, (int)Math.Min(KeyPrefix, 0x1000 - (int)(key.Value & 0xfff)));
        }

        var next = 0;
        var bytes = new byte[wanted * KeyPrefix];
        while (next < wanted)
        {
            var read = memory.Read(ranges.AsSpan(next, wanted - next), bytes);
            var place = 0;
            for (var i = next; i < next + read; i++)
            {
                prefixes[owners[i]] = bytes.AsSpan(place, ranges[i].Length).ToArray();
                place += ranges[i].Length;
            }

            next += read + 1;
        }

        return prefixes;
    }

    private int NameIndex(Address key, ReadOnlySpan<byte> prefix, ReadOnlySpan<string> names)
    {
        if (prefix.IsEmpty)
            return -1;
        // the prefix ends with its page: what lies across is read by itself
        if (prefix.Length < at.StringAscii)
            return TryString(key) is { } whole ? names.IndexOf(whole) : -1;
        if ((prefix[at.StringState] >> 6 & 1) == 0)
            return -1;
        var length = BitConverter.ToInt64(prefix[at.StringLength..]);
        if (length > prefix.Length - at.StringAscii && prefix.Length < KeyPrefix)
            return TryString(key) is { } rest ? names.IndexOf(rest) : -1;
        if (length < 0 || length > prefix.Length - at.StringAscii)
            return -1;
        var text = prefix.Slice(at.StringAscii, (int)length);
        for (var i = 0; i < names.Length; i++)
            if (Ascii.Equals(text, names[i]))
                return i;
        return -1;
    }

    /// <summary>Where the entries of a keys object are, how long each is, and how many are used.</summary>
    /// <remarks>Source: Include/internal/pycore_dict.h. The last two words of an entry are the key and the value.</remarks>
    private (Address First, int Stride, int Count) Entries(Address keys)
    {
        Checked(keys);
        var count = memory.Int64(keys + at.KeysEntryCount);
        if (count is < 0 or > LargestDict)
            throw new UnreadableException($"the dict keys at {keys} have {count} entries");
        if (at.KeysHaveLogarithms)
        {
            var logIndexBytes = memory.UInt8(keys + 9);
            var kind = memory.UInt8(keys + 10);
            if (logIndexBytes > 40)
                throw new UnreadableException($"the dict keys at {keys} have an index of 2^{logIndexBytes} bytes");
            return (keys + at.KeysIndices + (1L << logIndexBytes), kind == 0 ? 24 : 16, (int)count);
        }

        var size = memory.Int64(keys + 8);
        if (size is < 0 or > LargestDict * 4L)
            throw new UnreadableException($"the dict keys at {keys} have size {size}");
        var width = size <= 0xff ? 1 : size <= 0xffff ? 2 : size <= 0xffffffff ? 4 : 8;
        return (keys + at.KeysIndices + (size * width), 24, (int)count);
    }
}
