namespace Unjam.Memory;

/// <summary>One mapping of an address space: a line of <c>/proc/PID/maps</c>.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="Access">What it may be used for.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="File">Which file it maps; inode 0 when none.</param>
/// <param name="Path">The file's path in the target's own root, <c>[heap]</c> and the like, or empty.</param>
/// <param name="IsDeleted">The file has been removed or replaced since.</param>
public readonly record struct MemoryMap(
    Address Start, Address End, MapAccess Access, ulong Offset, FileIdentity File, string Path, bool IsDeleted)
{
    public long Length => End - Start;

    /// <summary>Whether bytes of a file are mapped, not anonymous memory.</summary>
    public bool IsFile => File.Inode != 0;

    /// <summary>The last part of the path.</summary>
    public ReadOnlySpan<char> FileName => Path.AsSpan(Path.LastIndexOf('/') + 1);

    public bool Contains(Address at) => at >= Start && at < End;

    public bool May(MapAccess access) => (Access & access) == access;
}
