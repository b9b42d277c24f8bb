using Unjam.Live;

namespace Unjam.Memory.Tests;

public sealed class ThreadSightTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly PatternTarget target = new();
    private readonly ProcessDirectory directory;

    public ThreadSightTests() => directory = ProcessDirectory.Open(target.Pid);

    public void Dispose()
    {
        directory.Dispose();
        target.Dispose();
    }

    [Fact]
    public void TryLook_ThreadWaitsInARead_NamesTheCallAndItsDescriptor()
    {
        target.Read();
        using var sight = ThreadSight.Open(directory, target.Pid)!;
        var activity = default(ThreadActivity);
        Eventually.True(() => sight.TryLook(out activity) && activity is { State: 'S', SystemCall: >= 0 }, Limit, "it does not wait");
        Assert.StartsWith("pipe:", directory.ReadLink($"fd/{activity.Argument0}"), StringComparison.Ordinal);
        Assert.True(activity.OnCpuNanoseconds > 0);
        Assert.True(activity.RunDelayNanoseconds >= 0);
        Assert.True(activity.Timeslices > 0);
    }

    [Fact]
    public void TryLook_ThreadSpins_RunsOutsideSystemCallsAndUsesTheCpu()
    {
        target.Spin();
        using var sight = ThreadSight.Open(directory, target.Pid)!;
        Assert.True(sight.TryLook(out var first));
        var later = first;
        Eventually.True(
            () => sight.TryLook(out later) && later is { State: 'R', SystemCall: ThreadActivity.OutsideSystemCall }
                && later.OnCpuNanoseconds - first.OnCpuNanoseconds > 50_000_000,
            Limit,
            () => $"it does not run: {later}");
    }

    [Fact]
    public void TryLook_ManyTimes_AllocatesNothing()
    {
        using var sights = new ThreadSights(directory);
        using var process = new ProcessSight(directory);
        using var cgroup = CgroupSight.Open(directory);
        Look();
        Assert.Equal(0, Allocations.Of(Look, 1000));

        void Look()
        {
            Assert.True(sights.TryLook(target.Worker, out _) && process.TryLook(out _));
            cgroup.Look();
        }
    }

    [Fact]
    public void TryLook_ProcessIsStopped_SaysSo()
    {
        using var process = new ProcessSight(directory);
        var stat = default(ProcessStat);
        Assert.True(process.TryLook(out stat));
        Assert.Contains(stat.State, "RS");
        target.Signal("STOP");
        Eventually.True(() => process.TryLook(out stat) && stat.State == 'T', Limit, "it is not seen to be stopped");
        target.Signal("CONT");
        Eventually.True(() => process.TryLook(out stat) && stat.State != 'T', Limit, "it is not seen to go on");
    }

    [Fact]
    public void TryLook_TargetHasEnded_SaysSo()
    {
        using var sights = new ThreadSights(directory);
        using var process = new ProcessSight(directory);
        Assert.True(sights.TryLook(target.Worker, out _));
        target.Exit();
        Assert.False(sights.TryLook(target.Worker, out _));
        Assert.False(process.TryLook(out _));
        Assert.Equal(0, sights.Count);
        Assert.Null(ThreadSight.Open(directory, target.Worker));
        Assert.Null(directory.ThreadName(target.Worker));
        Assert.Empty(directory.Threads());
        Assert.True(directory.HasEnded);
    }

    [Fact]
    public void TryLook_MoreThreadsThanAllowed_StillAnswers()
    {
        using var sights = new ThreadSights(directory, most: 1);
        foreach (var thread in directory.Threads())
            Assert.True(sights.TryLook(thread, out _));
        Assert.Equal(1, sights.Count);
        Assert.True(directory.Threads().Count >= 2);
        sights.Tidy();
        Assert.Equal(1, sights.Count);
    }

    [Fact]
    public void ThreadName_OfAThread_IsItsComm()
        => Assert.Equal(File.ReadAllText($"/proc/{target.Pid}/task/{target.Worker}/comm").TrimEnd('\n'), directory.ThreadName(target.Worker));

    [Theory]
    [InlineData("running\n", -1, 0)]
    [InlineData("-1 0x7ffc 0x7f00\n", -1, 0)]
    [InlineData("202 0x7f0a 0x189 0x0 0x0 0x0 0xffffffff 0x7ffc 0x7f00\n", 202, 0x7f0a)]
    [InlineData("0 0xffffffffffffffff 0x0", 0, ulong.MaxValue)]
    [InlineData("", -2, 0)]
    [InlineData("202", -2, 0)]
    [InlineData("202 zz", -2, 0)]
    public void ParseCall_AnyLine_IsUnderstoodOrUnknown(string line, long number, ulong argument)
        => Assert.Equal((number, argument), ThreadSight.ParseCall(System.Text.Encoding.ASCII.GetBytes(line)));
}
