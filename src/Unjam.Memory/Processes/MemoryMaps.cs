using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Unjam.Memory;

/// <summary>The mappings of an address space at one moment, by address.</summary>
public sealed class MemoryMaps
{
    /// <summary>The most text that is read: room for about half a million mappings.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const string Deleted = " (deleted)";

    private readonly MemoryMap[] maps;

    private MemoryMaps(MemoryMap[] maps) => this.maps = maps;

    public ReadOnlySpan<MemoryMap> All => maps;

    /// <summary>The lowest mapping; an empty one when there is none.</summary>
    public MemoryMap First => maps.Length == 0 ? default : maps[0];

    /// <summary>Parses <c>/proc/PID/maps</c>. A line that is not understood, such as one that was cut, is left out.</summary>
    public static MemoryMaps Parse(ReadOnlySpan<byte> text)
    {
        var maps = new List<MemoryMap>();
        ReadOnlySpan<byte> lastBytes = default;
        var lastPath = "";
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0)
                break;
            if (TryParse(text[..end], lastBytes, lastPath, out var map, out var path))
            {
                maps.Add(map);
                lastBytes = path;
                lastPath = map.Path;
            }

            text = text[(end + 1)..];
        }

        maps.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new MemoryMaps([.. maps]);
    }

    /// <summary>Finds the mapping that holds an address.</summary>
    public bool TryFind(Address at, out MemoryMap map)
    {
        var (low, high) = (0, maps.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            map = maps[middle];
            if (map.Contains(at))
                return true;
            if (at < map.Start)
                high = middle - 1;
            else
                low = middle + 1;
        }

        map = default;
        return false;
    }

    private static bool TryParse(
        ReadOnlySpan<byte> line, ReadOnlySpan<byte> lastBytes, string lastPath, out MemoryMap map, out ReadOnlySpan<byte> path)
    {
        map = default;
        path = default;
        if (!TryHex(ref line, (byte)'-', out var start) || !TryHex(ref line, (byte)' ', out var end) || start >= end
            || line.Length < 5 || line[4] != ' ')
            return false;
        var access = (line[0] == 'r' ? MapAccess.Read : 0) | (line[1] == 'w' ? MapAccess.Write : 0)
            | (line[2] == 'x' ? MapAccess.Execute : 0) | (line[3] == 's' ? MapAccess.Shared : 0);
        line = line[5..];
        if (!TryHex(ref line, (byte)' ', out var offset) || !TryHex(ref line, (byte)':', out var major) || !TryHex(ref line, (byte)' ', out var minor)
            || !Utf8Parser.TryParse(line, out ulong inode, out var used))
            return false;
        path = line[used..].TrimStart((byte)' ');
        var text = path.SequenceEqual(lastBytes) && !path.IsEmpty ? null : Encoding.UTF8.GetString(path);
        var isDeleted = path.EndsWith(" (deleted)"u8);
        text = text is null ? lastPath : Unescape(isDeleted ? text[..^Deleted.Length] : text);
        map = new MemoryMap(
            new Address(start), new Address(end), access, offset, new FileIdentity((uint)major, (uint)minor, inode), text, isDeleted && inode != 0);
        return true;
    }

    private static string Unescape(string path) => path.Contains("\\012", StringComparison.Ordinal)
        ? path.Replace("\\012", "\n", StringComparison.Ordinal)
        : path;

    private static bool TryHex(ref ReadOnlySpan<byte> line, byte end, out ulong value)
    {
        var length = line.IndexOf(end);
        value = 0;
        if (length is <= 0 or > 16
            || !ulong.TryParse(line[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
            return false;
        line = line[(length + 1)..];
        return true;
    }
}
