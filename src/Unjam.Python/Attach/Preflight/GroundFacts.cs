using System.Runtime.InteropServices;
using Unjam.Memory;

namespace Unjam.Python.Attach.Preflight;

/// <summary>What the place Unjam runs in allows, whatever the process is.</summary>
/// <param name="Kernel">Its version; null when it is no Linux.</param>
/// <param name="Architecture">The processor's architecture.</param>
/// <param name="HasProc">Whether <c>/proc</c> shows Unjam itself.</param>
/// <param name="HidePid">The mount option <c>hidepid</c> of <c>/proc</c>; null when it has none.</param>
/// <param name="Reading">How Unjam can read memory here, tried on itself; null when it cannot.</param>
public sealed record GroundFacts(Version? Kernel, Architecture Architecture, bool HasProc, string? HidePid, ReadingMode? Reading)
{
    public static GroundFacts Read()
    {
        var hasProc = File.Exists("/proc/self/stat");
        return new(
            OperatingSystem.IsLinux() ? Environment.OSVersion.Version : null,
            RuntimeInformation.ProcessArchitecture,
            hasProc,
            hasProc ? HidePidOf(File.ReadLines("/proc/self/mounts")) : null,
            hasProc ? TryOnItself() : null);
    }

    /// <summary>From lines such as <c>proc /proc proc rw,nosuid,hidepid=invisible 0 0</c>; the last mount on a place is the one that is seen.</summary>
    internal static string? HidePidOf(IEnumerable<string> mounts)
    {
        const string option = "hidepid=";
        var options = mounts.Select(line => line.Split(' ')).LastOrDefault(fields => fields is [_, "/proc", "proc", ..])?[3] ?? "";
        var value = options.Split(',').FirstOrDefault(each => each.StartsWith(option, StringComparison.Ordinal))?[option.Length..];
        return value is "0" or "off" ? null : value;
    }

    private static ReadingMode? TryOnItself()
    {
        try
        {
            using var memory = ProcessMemory.Open(Environment.ProcessId);
            // two ranges go by the call as long as it works; the lowest mapping need not be readable
            Span<byte> bytes = stackalloc byte[16];
            foreach (var map in memory.ReadMaps().All)
            {
                if (map.May(MapAccess.Read) && memory.Read([new MemoryRange(map.Start, 8), new MemoryRange(map.Start + 8, 8)], bytes) == 2)
                    return memory.Mode;
            }

            return null;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or MemoryGoneException)
        {
            return null;
        }
    }
}
