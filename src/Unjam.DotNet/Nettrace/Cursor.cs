using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Unjam.DotNet.Nettrace;

/// <summary>Reads little-endian values one after the other. Beyond the end everything is zero, and <see cref="Failed"/> says so from then on.</summary>
internal ref struct Cursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    /// <summary>Something was read that is not there.</summary>
    public bool Failed { get; private set; }

    public readonly bool AtEnd => Position >= bytes.Length;

    public readonly int Left => bytes.Length - Position;

    public byte Byte()
    {
        if (Position < bytes.Length)
            return bytes[Position++];
        Failed = true;
        return 0;
    }

    public ushort UInt16() => Bytes(2) is { Length: 2 } read ? BinaryPrimitives.ReadUInt16LittleEndian(read) : (ushort)0;

    public int Int32() => Bytes(4) is { Length: 4 } read ? BinaryPrimitives.ReadInt32LittleEndian(read) : 0;

    public long Int64() => Bytes(8) is { Length: 8 } read ? BinaryPrimitives.ReadInt64LittleEndian(read) : 0;

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public float Single() => BitConverter.Int32BitsToSingle(Int32());

    public Guid Guid() => Bytes(16) is { Length: 16 } read ? new Guid(read) : default;

    /// <summary>The next bytes; none when there are not as many.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)Left)
        {
            Failed = true;
            return [];
        }

        var read = bytes.Slice(Position, count);
        Position += count;
        return read;
    }

    /// <summary>Seven bits a byte, the least significant first; at most 32 bits.</summary>
    public int Varint32()
    {
        var value = 0U;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
                return (int)value;
        }

        Failed = true;
        return 0;
    }

    /// <summary>Seven bits a byte, the least significant first; at most 64 bits.</summary>
    public long Varint64()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return (long)value;
        }

        Failed = true;
        return 0;
    }

    /// <summary>UTF-16 up to a zero, which is not part of it.</summary>
    public ReadOnlySpan<byte> Utf16()
    {
        var rest = bytes[Position..];
        var length = MemoryMarshal.Cast<byte, ushort>(rest).IndexOf((ushort)0);
        if (length < 0)
        {
            Failed = true;
            return [];
        }

        Position += (length * 2) + 2;
        return rest[..(length * 2)];
    }

    /// <summary>Makes text of UTF-16 bytes, of the first characters only when there are more than a limit.</summary>
    public static string Text(ReadOnlySpan<byte> utf16, int limit)
    {
        var characters = MemoryMarshal.Cast<byte, char>(utf16);
        return new string(characters[..Math.Min(characters.Length, limit)]);
    }
}
