namespace Unjam.Executors.Tests.SharedPool;

public sealed class CpuThrottlingTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("unjam-cgroup").FullName;

    [Fact]
    public void Version2_OwnGroupAndItsParent_AreAddedUp()
    {
        Stat("pod/one", "usage_usec 5\nnr_throttled 3\nthrottled_usec 250000\n");
        Stat("pod", "throttled_usec 1000000\n");
        Assert.Equal(TimeSpan.FromSeconds(1.25), Reader("0::/pod/one").Read());
    }

    [Fact]
    public void Version1_CpuController_IsReadInNanoseconds()
    {
        Stat("cpu,cpuacct/job", "nr_periods 1\nnr_throttled 1\nthrottled_time 2000000000\n");
        Assert.Equal(TimeSpan.FromSeconds(2), Reader("7:memory:/job\n4:cpu,cpuacct:/job").Read());
    }

    [Fact]
    public void Container_PathOfTheHost_FallsBackToTheRoot()
    {
        Stat("", "throttled_usec 4000\n");
        Assert.Equal(TimeSpan.FromMilliseconds(4), Reader("0::/kubepods/pod1/c2").Read());
    }

    [Fact]
    public void NoLimit_NoLine_IsNull()
    {
        Stat("pod", "usage_usec 5\n");
        Assert.Null(Reader("0::/pod").Read());
        Assert.Null(Reader("garbage").Read());
        Assert.Null(new CpuThrottling(Path.Combine(root, "none"), root).Read());
    }

    [Fact]
    public void Group_RemovedMeanwhile_IsNull()
    {
        Stat("pod", "throttled_usec 4000\n");
        var reader = Reader("0::/pod");
        File.Delete(Path.Combine(root, "pod", "cpu.stat"));
        Assert.Null(reader.Read());
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Stat(string group, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, group)).FullName;
        File.WriteAllText(Path.Combine(folder, "cpu.stat"), text);
    }

    private CpuThrottling Reader(string membership)
    {
        var file = Path.Combine(root, "membership");
        File.WriteAllText(file, membership + "\n");
        return new CpuThrottling(file, root);
    }
}
