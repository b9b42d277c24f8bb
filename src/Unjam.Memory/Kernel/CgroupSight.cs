using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>Looks at the control groups of a process, version 1 or 2, through files that stay open. A look allocates nothing.</summary>
public sealed class CgroupSight : IDisposable
{
    private readonly List<SafeFileHandle> cpu;
    private readonly List<SafeFileHandle> freezers;

    private CgroupSight(List<SafeFileHandle> cpu, List<SafeFileHandle> freezers, double? cpus)
    {
        Cpus = cpus;
        this.cpu = cpu;
        this.freezers = freezers;
    }

    /// <summary>CPUs' worth of time that the groups allow, as it was when they were opened; null when none of them has a limit.</summary>
    /// <remarks>Source: <c>cpu.max</c> of version 2; <c>cpu.cfs_quota_us</c> and <c>cpu.cfs_period_us</c> of version 1. The tightest of all levels counts.</remarks>
    public double? Cpus { get; }

    /// <summary>Opens the files of the groups the process is in now. It may be moved: open again now and then.</summary>
    public static CgroupSight Open(ProcessDirectory directory)
    {
        var groups = CgroupPaths.Of(directory);
        return new CgroupSight(
            OpenAll(groups.Cpu.Select(group => group + "/cpu.stat")),
            OpenAll(groups.Unified.Take(1).Select(group => group + "/cgroup.events").Concat(groups.Freezer.Select(group => group + "/freezer.state"))),
            groups.Cpu.Min(Quota));
    }

    /// <summary>Asks the kernel: one system call for each group, some microseconds each.</summary>
    public CgroupActivity Look()
    {
        Span<byte> text = stackalloc byte[2048];
        long periods = -1;
        long time = -1;
        foreach (var file in cpu)
        {
            var stat = Read(file, text);
            if (Field(stat, "nr_throttled "u8) is not { } count)
                continue;
            periods = Math.Max(0, periods) + count;
            time = Math.Max(0, time) + (Field(stat, "throttled_usec "u8) * 1000 ?? Field(stat, "throttled_time "u8) ?? 0);
        }

        var isFrozen = false;
        foreach (var file in freezers)
        {
            var state = Read(file, text);
            isFrozen |= Field(state, "frozen "u8) == 1 || state.StartsWith("FROZEN"u8);
        }

        return new CgroupActivity(periods, time, isFrozen);
    }

    public void Dispose()
    {
        foreach (var file in cpu.Concat(freezers))
            file.Dispose();
    }

    private static double? Quota(string group)
    {
        var words = Text(group + "/cpu.max").Split(' ');
        if (words.Length < 2)
            words = [Text(group + "/cpu.cfs_quota_us"), Text(group + "/cpu.cfs_period_us")];
        // no limit is "max", or -1
        return long.TryParse(words[0], out var quota) && long.TryParse(words[1], out var period) && quota > 0 && period > 0 ? (double)quota / period : null;
    }

    private static string Text(string path)
    {
        Span<byte> text = stackalloc byte[128];
        using var file = LibC.Open(System.Text.Encoding.UTF8.GetBytes(path + '\0'), LibC.OpenNonBlocking);
        return file.IsInvalid ? "" : System.Text.Encoding.ASCII.GetString(Read(file, text)).Trim();
    }

    private static List<SafeFileHandle> OpenAll(IEnumerable<string> paths)
    {
        var files = new List<SafeFileHandle>();
        foreach (var path in paths)
        {
            var file = LibC.Open(System.Text.Encoding.UTF8.GetBytes(path + '\0'), LibC.OpenNonBlocking);
            if (file.IsInvalid)
                file.Dispose();
            else
                files.Add(file);
        }

        return files;
    }

    private static ReadOnlySpan<byte> Read(SafeFileHandle file, Span<byte> into) => into[..(int)Math.Max(0, LibC.Read(file, into, 0))];

    private static long? Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var rest = text; !rest.IsEmpty;)
        {
            if (rest.StartsWith(name))
                return Utf8Parser.TryParse(rest[name.Length..], out long value, out _) ? value : null;
            var end = rest.IndexOf((byte)'\n');
            rest = end < 0 ? default : rest[(end + 1)..];
        }

        return null;
    }
}
