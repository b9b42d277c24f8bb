using System.Globalization;
using System.Text;

namespace Unjam.Memory;

/// <summary>The processes that are visible from here.</summary>
public static class ProcessTable
{
    /// <summary>Their process ids, in no order.</summary>
    public static void List(List<int> into)
    {
        into.Clear();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                into.Add(pid);
        }
    }

    /// <summary>The same by number.</summary>
    public static IReadOnlyList<int> Sorted()
    {
        var pids = new List<int>();
        List(pids);
        pids.Sort();
        return pids;
    }

    /// <summary>The line <c>/proc/PID/stat</c> of a process: three system calls, some ten microseconds.</summary>
    /// <returns>The line; empty when there is no such process.</returns>
    public static ReadOnlySpan<byte> StatLine(int pid, Span<byte> into)
    {
        using var file = LibC.Open(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat\0")), LibC.OpenNonBlocking);
        return file.IsInvalid ? default : into[..(int)Math.Max(0, LibC.Read(file, into, 0))];
    }
}
