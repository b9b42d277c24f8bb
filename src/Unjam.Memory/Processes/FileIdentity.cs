namespace Unjam.Memory;

/// <summary>Which file it is, whatever its path: device and inode number.</summary>
/// <remarks>Overlay and btrfs file systems may show another device in <c>/proc/PID/maps</c> than in <c>stat</c>: unequal does not prove another file.</remarks>
public readonly record struct FileIdentity(uint Major, uint Minor, ulong Inode)
{
    public override string ToString() => $"{Major:x2}:{Minor:x2}:{Inode}";
}
