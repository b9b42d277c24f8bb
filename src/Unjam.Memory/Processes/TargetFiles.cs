using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>Opens files that a target has mapped, as the target sees them: they are hostile input and may be anything.</summary>
public static class TargetFiles
{
    private const ulong MostBytes = 4UL << 30;

    /// <summary>
    /// Opens the file of a mapping: by <c>/proc/PID/map_files</c> (needs CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE), as the executable, or by its
    /// path below <c>/proc/PID/root</c> (another mount namespace) or from our own root (a target whose root is a directory of ours).
    /// The last two go by name: compare what is opened with the image in memory, see <see cref="ElfFile.IsSourceOf"/>.
    /// </summary>
    /// <returns>One open file for each way that works, lazily.</returns>
    public static IEnumerable<FileMemory> Open(ProcessDirectory directory, MemoryMap map)
    {
        if (OpenRegular(directory, $"map_files/{map.Start.Value:x}-{map.End.Value:x}") is { } mapped)
            yield return mapped;
        if (directory.ReadLink("exe") is { } executable && (executable == map.Path || (map.IsDeleted && executable == map.Path + " (deleted)"))
            && OpenRegular(directory, "exe") is { } program)
            yield return program;
        if (map.IsDeleted || !map.Path.StartsWith('/'))
            yield break;
        if (OpenRegular(directory, "root" + map.Path) is { } inside)
            yield return inside;
        if (OpenRegular(directory, map.Path) is { } outside)
            yield return outside;
    }

    /// <summary>Opens the program that a process runs; null when we may not, or it has none.</summary>
    public static FileMemory? OpenProgram(ProcessDirectory directory) => OpenRegular(directory, "exe");

    /// <summary>Opens a regular file below the directory; null when there is none. Devices, pipes and the like are never opened, only looked at.</summary>
    private static FileMemory? OpenRegular(ProcessDirectory directory, string name)
    {
        using var place = directory.OpenFile(name, LibC.OpenPath);
        if (place.IsInvalid || !LibC.TryStatus(place, "\0"u8, out var status) || !status.IsRegularFile || status.Length > MostBytes)
            return null;
        var file = LibC.Open(Encoding.UTF8.GetBytes($"/proc/self/fd/{place.DangerousGetHandle()}\0"), LibC.OpenNonBlocking);
        if (!file.IsInvalid)
            return new FileMemory(file, status.Identity);
        file.Dispose();
        return null;
    }
}
