using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>An entry of a table of symbols.</summary>
internal readonly record struct ElfSymbol(uint Name, ushort Section, ulong Value)
{
    public const int Size = 24;

    /// <summary>Whether the thing is here, not only asked for.</summary>
    public bool IsDefined => Section != 0 && Value != 0;

    public static ElfSymbol Parse(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
}
