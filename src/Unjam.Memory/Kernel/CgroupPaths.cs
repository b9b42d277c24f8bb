using System.Text;

namespace Unjam.Memory;

/// <summary>The directories of a process's control groups, each list from its own group up to the root that is visible from here.</summary>
/// <param name="Cpu">Groups that may limit its CPU time.</param>
/// <param name="Freezer">Groups of the version 1 freezer.</param>
/// <param name="Unified">Groups of version 2.</param>
internal sealed record CgroupPaths(IReadOnlyList<string> Cpu, IReadOnlyList<string> Freezer, IReadOnlyList<string> Unified)
{
    private const int MostLevels = 32;
    private const int MostBytes = 1 << 20;

    public static CgroupPaths Of(ProcessDirectory directory)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        return Parse(Text(directory, "cgroup"), Text(own, "mountinfo"));
    }

    /// <summary>Puts <c>/proc/PID/cgroup</c> and our own <c>/proc/self/mountinfo</c> together.</summary>
    public static CgroupPaths Parse(string groups, string mounts)
    {
        var unified = Levels(groups, mounts, "");
        var cpu = Levels(groups, mounts, "cpu");
        return new CgroupPaths(cpu.Count > 0 ? cpu : unified, Levels(groups, mounts, "freezer"), unified);
    }

    private static List<string> Levels(string groups, string mounts, string controller)
    {
        foreach (var line in groups.Split('\n'))
        {
            // hierarchy:controller,controller:/path; version 2 has no controllers
            if (line.Split(':', 3) is [_, var controllers, var path] && path.StartsWith('/') && controllers.Split(',').Contains(controller)
                && Mount(mounts, controller) is var (root, point))
                return Ancestry(root, point, path);
        }

        return [];
    }

    private static List<string> Ancestry(string root, string point, string path)
    {
        // what is mounted may be a part of the tree, and the path is seen from the root of our cgroup namespace
        if (root != "/" && (path == root || path.StartsWith(root + '/', StringComparison.Ordinal)))
            path = path[root.Length..];
        if (path.Contains("..", StringComparison.Ordinal))
            return [];
        var levels = new List<string>();
        for (path = path.TrimEnd('/'); levels.Count < MostLevels; path = path[..path.LastIndexOf('/')])
        {
            levels.Add(point + path);
            if (!path.Contains('/', StringComparison.Ordinal))
                break;
        }

        return levels;
    }

    private static (string Root, string Point)? Mount(string mounts, string controller)
    {
        foreach (var line in mounts.Split('\n'))
        {
            // id parent device root point options … - type source super-options
            if (line.Split(" - ", 2) is not [var left, var right] || left.Split(' ') is not [_, _, _, var root, var point, ..]
                || right.Split(' ') is not [var type, _, var options, ..])
                continue;
            if (controller.Length == 0 ? type == "cgroup2" : type == "cgroup" && options.Split(',').Contains(controller))
                return (root, point);
        }

        return null;
    }

    private static string Text(ProcessDirectory directory, string name)
        => Encoding.UTF8.GetString(directory.Read(name, new byte[MostBytes]));
}
