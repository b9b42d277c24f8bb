using System.Globalization;

namespace Unjam.Executors;

/// <summary>What the kernel calls the calling thread.</summary>
internal static class NativeThread
{
    /// <summary>The native id of the calling thread, from <c>/proc/thread-self</c>; 0 where there is no such link (any system but Linux).</summary>
    public static int CurrentId()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        try
        {
            var target = File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)?.FullName;
            return int.TryParse(target.AsSpan(target?.LastIndexOf('/') + 1 ?? 0), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        }
        catch (IOException)
        {
            return 0; // /proc is not mounted
        }
    }
}
