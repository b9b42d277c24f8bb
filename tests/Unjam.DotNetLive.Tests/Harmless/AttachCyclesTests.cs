using Unjam.DotNet;
using Unjam.Live;
using Unjam.Model;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Harmless;

/// <summary>Attaching and letting go, many times over, leaves no trace on either side.</summary>
public sealed class AttachCyclesTests(ITestOutputHelper output)
{
    private const int Cycles = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Target_AttachedTo100Times_IsAsItWas()
    {
        using var target = DotNetRuntimes.Start("idle");
        Cycle(target, LookDepth.Everything);
        Settle(target);
        var (descriptors, threads) = (Opened(target), KernelView.Threads(target.Pid));
        var own = KernelView.Threads(Environment.ProcessId);
        var resident = Resident(target);
        var began = TimeProvider.System.GetTimestamp();
        for (var cycle = 0; cycle < Cycles; cycle++)
            Cycle(target, cycle % 5 == 0 ? LookDepth.Everything : LookDepth.Memory);
        output.WriteLine($"{Cycles} cycles took {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s; resident before {resident} kB, after {Resident(target)} kB");

        Settle(target);
        Eventually.True(() => Opened(target) == descriptors, Patience, () => $"before: {descriptors}\nafter: {Opened(target)}");
        Eventually.True(() => KernelView.Threads(target.Pid) <= threads, Patience, () => $"{threads} threads before, {KernelView.Threads(target.Pid)} after: {Names(target)}");
        Eventually.True(() => KernelView.Threads(Environment.ProcessId) <= own + 2, Patience, () => $"our own threads: {own} before, {KernelView.Threads(Environment.ProcessId)} after");
        Assert.DoesNotContain($"/proc/{target.Pid}", KernelView.Descriptors(Environment.ProcessId), StringComparison.Ordinal);
        Assert.Equal(0, KernelView.TracerPid(target.Pid));
        Assert.True(Resident(target) < resident + 30_000, $"{resident} kB before, {Resident(target)} kB after");
        var before = Truth.Ask(target).Items.Count;
        Eventually.True(() => Truth.Ask(target).Items.Count > before, Patience, "the target does not go on");
    }

    [Fact]
    public void TargetOfTwoTools_WatchedByBothAtOnce_TellsBothTheSame()
    {
        using var target = DotNetRuntimes.Start("sleep");
        Seen? theirs = null;
        var other = new Thread(() => theirs = Seen.Of(target, Patience));
        other.Start();
        var ours = Seen.Of(target, Patience);
        other.Join();
        output.WriteLine($"{ours}\n{theirs}");
        foreach (var seen in new[] { ours, theirs! })
        {
            Assert.Equal("pool-starved", seen.Finding.Id);
            Assert.Equal("Shop.Orders.Load", seen.Finding.Culprit?.Function);
        }
    }

    [Fact]
    public void Target_ThatExitsInTheMiddle_IsToldGoneAndLetGo()
    {
        using var target = DotNetRuntimes.Start("sleep");
        var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        for (var taken = 0; taken < 20; taken++)
            probe.Look(look, LookDepth.Kernel);
        target.Signal("KILL");
        target.WaitForExit(Patience);
        Assert.Throws<TargetGoneException>(() => probe.Look(look, LookDepth.Everything));
        var began = TimeProvider.System.GetTimestamp();
        probe.Dispose();
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(1));
    }

    // with all stacks, or let go before the first of them has come
    private static void Cycle(LiveTarget target, LookDepth depth)
    {
        var look = new Snapshot();
        using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        probe.Look(look, depth);
        Assert.NotEqual(0, look.Threads.Count);
    }

    // the runtime keeps one thread of that name for its port; each session has one more, which ends soon after it
    private static void Settle(LiveTarget target) =>
        Eventually.True(() => Names(target).Split("EventPipe").Length == 2, Patience, () => Names(target));

    private static string Names(LiveTarget target) =>
        string.Join(' ', Directory.GetDirectories($"/proc/{target.Pid}/task").Select(thread => File.ReadAllText(thread + "/comm").Trim()));

    // a runtime opens an assembly when it first needs it, whoever looks on
    private static string Opened(LiveTarget target) =>
        string.Join('\n', KernelView.Descriptors(target.Pid).Split('\n').Where(each => !each.EndsWith(".dll", StringComparison.Ordinal)));

    private static int Resident(LiveTarget target) => int.Parse(KernelView.Status(target.Pid, "VmRSS").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
