using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>What <c>statx</c> says of a file, as far as it is needed.</summary>
internal readonly record struct FileStatus(FileIdentity Identity, uint Mode, uint UserId, ulong Length)
{
    private const uint TypeMask = 0xf000;
    private const uint RegularFile = 0x8000;

    public bool IsRegularFile => (Mode & TypeMask) == RegularFile;

    // struct statx is the same on every architecture: include/uapi/linux/stat.h
    public static FileStatus Parse(ReadOnlySpan<byte> statx) => new(
        new FileIdentity(
            BinaryPrimitives.ReadUInt32LittleEndian(statx[136..]),
            BinaryPrimitives.ReadUInt32LittleEndian(statx[140..]),
            BinaryPrimitives.ReadUInt64LittleEndian(statx[32..])),
        BinaryPrimitives.ReadUInt16LittleEndian(statx[28..]),
        BinaryPrimitives.ReadUInt32LittleEndian(statx[20..]),
        BinaryPrimitives.ReadUInt64LittleEndian(statx[40..]));
}
