using System.Buffers.Binary;
using System.Text;
using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Objects;

/// <summary>Reads Python objects. Every method throws <see cref="UnreadableException"/> when the object is not what it must be.</summary>
internal sealed partial class PyObjects(Layout layout, IMemory memory)
{
    /// <summary>Longer names are shown cut, with their length.</summary>
    private const int LongestShown = 4096;

    /// <summary>Nothing legitimate that is read whole is larger: the longest line table seen in the wild has 37 KB.</summary>
    private const int LargestBytes = 1 << 20;

    private readonly ObjectLayout at = layout.Object;

    public IMemory Memory => memory;

    /// <summary>Address of an object's type.</summary>
    public Address TypeOf(Address obj) => memory.Pointer(Checked(obj) + at.Type);

    /// <summary>A type's <c>tp_name</c>, such as <c>list</c> or <c>_asyncio.Task</c>.</summary>
    public string TypeName(Address type) => CString(memory.Pointer(Checked(type) + at.TypeName), 256);

    /// <summary>A NUL-terminated string of the target, up to a limit.</summary>
    public string CString(Address start, int limit)
    {
        Span<byte> bytes = stackalloc byte[32];
        var text = new StringBuilder();
        while (text.Length < limit)
        {
            // never reads over the end of a page that the string does not reach
            var length = (int)Math.Min((ulong)bytes.Length, 0x1000 - (start.Value & 0xfff));
            memory.Bytes(start, bytes[..length]);
            var end = bytes[..length].IndexOf((byte)0);
            text.Append(Encoding.Latin1.GetString(bytes[..(end < 0 ? length : end)]));
            if (end >= 0)
                return text.ToString();
            start += length;
        }

        throw new UnreadableException($"the name at {start} has no end");
    }

    /// <summary>A <c>str</c>, cut when it is longer than names are.</summary>
    public string String(Address obj)
    {
        var text = TryString(obj);
        return text ?? throw new UnreadableException($"no string at {obj}");
    }

    /// <summary>A <c>str</c>; null when the object cannot be one.</summary>
    public string? TryString(Address obj)
    {
        var (data, length, kind) = StringData(obj);
        if (data.IsNull)
            return null;
        var shown = (int)Math.Min(length, LongestShown);
        if (shown == 0)
            return "";
        var bytes = new byte[shown * kind];
        memory.Bytes(data, bytes);
        var text = kind switch
        {
            1 => Encoding.Latin1.GetString(bytes),
            2 => Encoding.Unicode.GetString(bytes),
            _ => Ucs4(bytes),
        };
        return length > shown ? $"{text}…(len={length})" : text;
    }

    /// <summary>Where the characters of a <c>str</c> are, how many, and how many bytes each has. A null address: not a string.</summary>
    /// <remarks>Source: PyASCIIObject and PyCompactUnicodeObject in Include/cpython/unicodeobject.h. Kind 1 is Latin-1.</remarks>
    public (Address Data, long Length, int Kind) StringData(Address obj)
    {
        Checked(obj);
        var length = memory.Int64(obj + at.StringLength);
        var state = memory.UInt32(obj + at.StringState);
        var kind = (int)(state >> 2) & 7;
        var isCompact = (state >> 5 & 1) != 0;
        var isAscii = (state >> 6 & 1) != 0;
        if (!isCompact || kind is not (1 or 2 or 4) || (isAscii && kind != 1) || length is < 0 or > int.MaxValue)
            return default;
        return (obj + (isAscii ? at.StringAscii : at.StringCompact), length, kind);
    }

    private const int MostDigits = 3;

    /// <summary>An <c>int</c> that fits 60 bits; larger ones are unreadable, no fact that is read is one.</summary>
    public long Int(Address obj)
    {
        Checked(obj);
        long sign, digits;
        if (at.IntHasTag)
        {
            var tag = memory.UInt64(obj + at.Size);
            (sign, digits) = ((tag & 3) switch { 0 => 1, 1 => 0, _ => -1 }, (long)(tag >> 3));
        }
        else
        {
            var size = memory.Int64(obj + at.Size);
            (sign, digits) = (Math.Sign(size), Math.Abs(Math.Clamp(size, -MostDigits, MostDigits)));
        }

        if (sign == 0)
            return 0;
        if (digits is < 1 or >= MostDigits)
            throw new UnreadableException($"the int at {obj} has {digits} digits");
        long value = memory.UInt32(obj + at.IntDigits) & 0x3fffffff;
        if (digits == 2)
            value |= (long)(memory.UInt32(obj + at.IntDigits + 4) & 0x3fffffff) << 30;
        return sign * value;
    }

    /// <summary>A <c>float</c>.</summary>
    public double Float(Address obj) => memory.Double(Checked(obj) + at.Float);

    /// <summary>A <c>bytes</c> object's content.</summary>
    public byte[] Bytes(Address obj)
    {
        var length = memory.Int64(Checked(obj) + at.Size);
        if (length is < 0 or > LargestBytes)
            throw new UnreadableException($"the bytes at {obj} have length {length}");
        var bytes = new byte[length];
        memory.Bytes(obj + at.BytesFirst, bytes);
        return bytes;
    }

    /// <summary>The same address, when an object could be there.</summary>
    public static Address Checked(Address obj) => obj.IsPlausibleObject ? obj : throw new UnreadableException($"no object can be at {obj}");

    private static string Ucs4(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length / 4);
        for (var i = 0; i + 4 <= bytes.Length; i += 4)
        {
            var point = BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            if (Rune.TryCreate(point, out var rune))
                text.Append(rune);
            else
                text.Append(point is >= 0xd800 and < 0xe000 ? (char)point : '\ufffd');
        }

        return text.ToString();
    }
}
