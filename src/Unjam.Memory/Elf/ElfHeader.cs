using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>The first 64 bytes of a 64-bit little-endian ELF file, checked.</summary>
internal readonly record struct ElfHeader(
    ushort Type, ushort Machine, ulong Entry, ulong SegmentsAt, int SegmentCount, ulong SectionsAt, int SectionCount, int NamesSection)
{
    public const int Length = 64;
    private const int SegmentLength = 56;
    private const int SectionLength = 64;
    private const int MostSegments = 256;

    /// <exception cref="UnreadableException">They are not the beginning of such a file.</exception>
    public static ElfHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("\u007fELF"u8))
            throw new UnreadableException("not an ELF image");
        if (bytes[4] != 2 || bytes[5] != 1)
            throw new UnreadableException("not a 64-bit little-endian ELF image");
        var header = new ElfHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[18..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[60..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[62..]));
        if (header.SegmentCount is 0 or > MostSegments || BinaryPrimitives.ReadUInt16LittleEndian(bytes[54..]) != SegmentLength)
            throw new UnreadableException($"an ELF image with {header.SegmentCount} program headers");
        if (header.SectionCount > 0 && BinaryPrimitives.ReadUInt16LittleEndian(bytes[58..]) != SectionLength)
            throw new UnreadableException("an ELF image with section headers of another size");
        return header;
    }
}
