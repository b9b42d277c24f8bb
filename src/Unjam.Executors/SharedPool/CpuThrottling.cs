using System.Globalization;

namespace Unjam.Executors;

/// <summary>How long control groups have kept this process from running: its own and those above it, versions 1 and 2.</summary>
internal sealed class CpuThrottling
{
    private readonly string[] files;

    public CpuThrottling()
        : this("/proc/self/cgroup", "/sys/fs/cgroup")
    {
    }

    /// <summary>Finds the files of the groups once: a process seldom moves.</summary>
    internal CpuThrottling(string membership, string mount)
    {
        var lines = File.Exists(membership) ? File.ReadAllLines(membership) : [];
        files = [.. lines.SelectMany(line => Folders(line, mount)).Distinct().Select(folder => Path.Combine(folder, "cpu.stat")).Where(File.Exists)];
    }

    /// <summary>The sum over the groups so far; null when there is none that tells.</summary>
    public TimeSpan? Read()
    {
        TimeSpan? sum = null;
        foreach (var file in files)
        {
            try
            {
                foreach (var line in File.ReadLines(file))
                {
                    // version 2 counts microseconds, version 1 nanoseconds
                    if (Value(line, "throttled_usec ") is { } microseconds)
                        sum = (sum ?? TimeSpan.Zero) + TimeSpan.FromMicroseconds(microseconds);
                    else if (Value(line, "throttled_time ") is { } nanoseconds)
                        sum = (sum ?? TimeSpan.Zero) + TimeSpan.FromMicroseconds(nanoseconds / 1000);
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue; // the group was removed: it throttles nobody
            }
        }

        return sum;
    }

    // "0::/a/b" of version 2, "4:cpu,cpuacct:/a/b" of version 1; in a container the path may be one of the host's that is not mounted here
    private static IEnumerable<string> Folders(string line, string mount)
    {
        if (line.Split(':', 3) is not [_, var controllers, var path])
            yield break;
        string root;
        if (controllers.Length == 0)
            root = mount;
        else if (controllers.Split(',').Contains("cpu"))
            root = Path.Combine(mount, Directory.Exists(Path.Combine(mount, controllers)) ? controllers : "cpu");
        else
            yield break;
        for (var inner = path.Trim('/'); inner.Length > 0; inner = Path.GetDirectoryName(inner) ?? "")
            yield return Path.Combine(root, inner);
        yield return root;
    }

    private static long? Value(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && long.TryParse(line.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
