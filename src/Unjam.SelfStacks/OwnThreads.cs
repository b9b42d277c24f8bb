using System.Globalization;

namespace Unjam.SelfStacks;

/// <summary>What the kernel says of the threads of this process.</summary>
internal static class OwnThreads
{
    /// <summary>The native id of the calling thread; 0 when it cannot be told.</summary>
    public static int Current =>
        File.ResolveLinkTarget("/proc/thread-self", false) is { } link && int.TryParse(link.Name, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>The name of a thread, of which the kernel keeps fifteen bytes; null when it is gone.</summary>
    public static string? Name(long nativeId)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{nativeId}/comm")).TrimEnd('\n');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
