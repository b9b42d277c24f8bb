using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>A program header: a part of an ELF file that is mapped, or describes the mapping.</summary>
internal readonly record struct ElfSegment(uint Type, uint Flags, ulong Offset, ulong Address, ulong FileLength, ulong MemoryLength)
{
    public const uint Load = 1;
    public const uint Dynamic = 2;
    public const uint Note = 4;
    private const int Size = 56;
    private const uint WriteFlag = 2;

    public bool IsData => Type == Load && (Flags & WriteFlag) != 0;

    /// <exception cref="UnreadableException">They are not readable.</exception>
    public static ElfSegment[] ReadAll(IMemory memory, Address at, int count)
    {
        var bytes = new byte[count * Size];
        memory.Bytes(at, bytes);
        var segments = new ElfSegment[count];
        for (var i = 0; i < count; i++)
        {
            var header = bytes.AsSpan(i * Size, Size);
            segments[i] = new ElfSegment(
                BinaryPrimitives.ReadUInt32LittleEndian(header),
                BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[8..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[32..]),
                BinaryPrimitives.ReadUInt64LittleEndian(header[40..]));
        }

        return segments;
    }
}
