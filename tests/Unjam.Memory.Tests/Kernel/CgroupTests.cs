using Unjam.Live;

namespace Unjam.Memory.Tests;

public sealed class CgroupTests
{
    private const string Unified = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";
    private const string Split =
        "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n37 31 0:34 / /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer";

    [Fact]
    public void Parse_Version2_ListsAllGroupsUpwards()
    {
        var paths = CgroupPaths.Parse("0::/system.slice/shop.service\n", Unified);
        Assert.Equal(["/sys/fs/cgroup/system.slice/shop.service", "/sys/fs/cgroup/system.slice", "/sys/fs/cgroup"], paths.Cpu);
        Assert.Equal(paths.Cpu, paths.Unified);
        Assert.Empty(paths.Freezer);
    }

    [Fact]
    public void Parse_Version1_FindsEachController()
    {
        var paths = CgroupPaths.Parse("5:freezer:/shop\n4:cpu,cpuacct:/docker/abc\n0::/\n", Split);
        Assert.Equal(["/sys/fs/cgroup/cpu,cpuacct/docker/abc", "/sys/fs/cgroup/cpu,cpuacct/docker", "/sys/fs/cgroup/cpu,cpuacct"], paths.Cpu);
        Assert.Equal(["/sys/fs/cgroup/freezer/shop", "/sys/fs/cgroup/freezer"], paths.Freezer);
        Assert.Empty(paths.Unified);
    }

    [Fact]
    public void Parse_PartOfTheTreeIsMounted_PathBeginsThere()
    {
        var paths = CgroupPaths.Parse("4:cpu:/docker/abc/inner\n", "32 31 0:29 /docker/abc /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu");
        Assert.Equal(["/sys/fs/cgroup/cpu/inner", "/sys/fs/cgroup/cpu"], paths.Cpu);
    }

    [Theory]
    [InlineData("0::/../../other\n", Unified)]
    [InlineData("", Unified)]
    [InlineData("rubbish\n::\n0", Unified)]
    [InlineData("0::/shop", "")]
    [InlineData("0::/shop", "rubbish - cgroup2\n - \n1 2 3 - cgroup2 x y")]
    public void Parse_OutsideOrRubbish_IsEmpty(string groups, string mounts)
        => Assert.Empty(CgroupPaths.Parse(groups, mounts).Cpu);

    [Fact]
    public void Look_TargetIsFrozen_SaysSo()
    {
        using var target = new PatternTarget();
        using var group = TestGroup.Make("freezer");
        using var directory = ProcessDirectory.Open(target.Pid);
        group.Add(target.Pid);
        using var sight = CgroupSight.Open(directory);
        Assert.False(sight.Look().IsFrozen);
        group.Freeze(true);
        Eventually.True(() => sight.Look().IsFrozen, TimeSpan.FromSeconds(20), "it is not seen to be frozen");
        group.Freeze(false);
        Eventually.True(() => !sight.Look().IsFrozen, TimeSpan.FromSeconds(20), "it is not seen to be thawed");
    }

    [Fact]
    public void Look_TargetIsThrottled_CountsIt()
    {
        using var target = new PatternTarget();
        using var group = TestGroup.Make("cpu");
        using var directory = ProcessDirectory.Open(target.Pid);
        group.Add(target.Pid);
        group.LimitCpu();
        using var sight = CgroupSight.Open(directory);
        Assert.Equal(0.05, sight.Cpus);
        var before = sight.Look();
        Assert.True(before.ThrottledPeriods >= 0);
        target.Spin();
        Eventually.True(
            () => sight.Look() is var now && now.ThrottledPeriods >= before.ThrottledPeriods + 3 && now.ThrottledNanoseconds > before.ThrottledNanoseconds,
            TimeSpan.FromSeconds(20),
            () => $"it is not seen to be throttled: {sight.Look()}");
    }
}
