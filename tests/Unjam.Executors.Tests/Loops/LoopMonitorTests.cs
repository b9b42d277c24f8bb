using Unjam.Model;

namespace Unjam.Executors.Tests.Loops;

public sealed class LoopMonitorTests
{
    [Fact]
    public async Task Context_ThatIsHeld_IsReportedWhileItIs_WithTheWait()
    {
        var blocks = new BlockLog();
        await using var loop = EventLoop.Start(new LoopOptions { SlowCallback = TimeSpan.FromHours(1) });
        using var monitor = LoopMonitor.Attach(loop.Context, new MonitorOptions { Name = "ui", SlowCallback = TimeSpan.FromMilliseconds(250), Every = TimeSpan.FromMilliseconds(5), Sink = blocks });
        Soon.True(() => monitor.Statistics().Beats >= 2, "No beat was answered.");
        using var end = new ManualResetEvent(false);
        loop.Post(() =>
        {
            using (monitor.WatchWaits())
                end.WaitOne(Soon.Deadline);
        });
        var during = blocks.WhileItLasts();
        Assert.Equal("ui", during.Loop);
        Assert.True(during.IsAtLeast);
        Assert.True(during.Duration >= TimeSpan.FromMilliseconds(250));
        Assert.Equal("WaitHandle.WaitOne", during.Call);
        Assert.Contains(nameof(Context_ThatIsHeld_IsReportedWhileItIs_WithTheWait), during.Caller, StringComparison.Ordinal);
        var snapshot = new Snapshot();
        monitor.Look(snapshot, LookDepth.Memory);
        Assert.Equal(LoopKind.SynchronizationContext, snapshot.Loops[0].Kind);
        Assert.Equal(LoopPhase.Running, snapshot.Loops[0].Phase);
        end.Set();
        var over = blocks.WhenOver();
        Assert.Equal(during.Id, over.Id);
        Assert.True(over.Duration >= during.Duration);
        Assert.Equal(1, monitor.Statistics().Blocked);
        Assert.Same(loop, await Soon.Ends(loop.RunAsync(() => Task.FromResult(EventLoop.Current!))));
    }

    [Fact]
    public void ContextOfTheThreadPool_HasNoThread_AndIsRefused() =>
        Assert.Throws<ArgumentException>(() => LoopMonitor.Attach(new SynchronizationContext()));

    [Fact]
    public async Task Context_ThatTakesNothingMore_EndsTheWatch_AndIsLogged()
    {
        var log = new ListedLog();
        await using var loop = EventLoop.Start();
        using var monitor = LoopMonitor.Attach(new ClosedContext(), new MonitorOptions { Logger = log });
        Soon.True(() => log.Entries.Any(entry => entry.Text.Contains("has ended", StringComparison.Ordinal)), "The end of the watch was not logged.");
    }

    [Fact]
    public async Task BadOptions_OfAMonitor_AreRefused()
    {
        await using var loop = EventLoop.Start();
        Assert.Throws<ArgumentNullException>(() => LoopMonitor.Attach(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopMonitor.Attach(loop.Context, new MonitorOptions { Every = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopMonitor.Attach(loop.Context, new MonitorOptions { SlowCallback = TimeSpan.Zero }));
    }

    private sealed class ClosedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new InvalidOperationException("closed");
    }
}
