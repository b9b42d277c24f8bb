using System.Globalization;
using Unjam.Live;

namespace Unjam.Memory.Tests;

/// <summary>A control group made for a test, of version 1 or 2, whichever this machine has; these tests run as root.</summary>
internal sealed class TestGroup : IDisposable
{
    private readonly string path;
    private readonly string parent;
    private readonly bool isUnified;

    private TestGroup(string parent, bool isUnified)
    {
        this.parent = parent;
        this.isUnified = isUnified;
        path = Path.Combine(parent, $"unjam-test-{Environment.ProcessId}-{Guid.NewGuid():n}");
        Directory.CreateDirectory(path);
    }

    public static TestGroup Make(string controller)
    {
        const string root = "/sys/fs/cgroup";
        var split = Path.Combine(root, controller);
        if (Directory.Exists(split))
            return new TestGroup(split, isUnified: false);
        if (controller == "cpu")
            File.WriteAllText(Path.Combine(root, "cgroup.subtree_control"), "+cpu");
        return new TestGroup(root, isUnified: true);
    }

    public void Add(int pid) => Write(path, "cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));

    public void Freeze(bool on)
    {
        if (isUnified)
            Write(path, "cgroup.freeze", on ? "1" : "0");
        else
            Write(path, "freezer.state", on ? "FROZEN" : "THAWED");
    }

    /// <summary>Five percent of a CPU.</summary>
    public void LimitCpu()
    {
        if (isUnified)
        {
            Write(path, "cpu.max", "1000 20000");
            return;
        }

        Write(path, "cpu.cfs_period_us", "20000");
        Write(path, "cpu.cfs_quota_us", "1000");
    }

    public void Dispose()
    {
        foreach (var pid in File.ReadAllLines(Path.Combine(path, "cgroup.procs")))
            Write(parent, "cgroup.procs", pid);
        Eventually.True(IsRemoved, TimeSpan.FromSeconds(20), $"{path} cannot be removed");
    }

    private static void Write(string folder, string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    private bool IsRemoved()
    {
        if (Directory.Exists(path))
            CommandRun.Of(["rmdir", path]);
        return !Directory.Exists(path);
    }
}
