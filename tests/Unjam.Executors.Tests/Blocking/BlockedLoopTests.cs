using System.Collections.Immutable;
using Unjam.Executors.Tests.Loops;
using Unjam.Model;

namespace Unjam.Executors.Tests.Waits;

public sealed class BlockedLoopTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Wait_OnTheLoop_IsReportedWhileItLasts_WithItsStack_AndAgainWhenItIsOver()
    {
        var blocks = new BlockLog();
        var log = new ListedLog();
        using var end = new ManualResetEvent(false);
        await using var loop = EventLoop.Start(new LoopOptions { Name = "held", SlowCallback = Slow, Sink = blocks, Logger = log });
        var run = loop.RunAsync(async () =>
        {
            await Task.Yield();
            Load(end);
        });
        var during = blocks.WhileItLasts(); // the event is still unset: it lasts
        Assert.Equal("WaitHandle.WaitOne", during.Call);
        Assert.Equal("Unjam.Executors.Tests.Waits.BlockedLoopTests.Load", during.Caller);
        Assert.Contains(nameof(Wait_OnTheLoop_IsReportedWhileItLasts_WithItsStack_AndAgainWhenItIsOver), during.Callback, StringComparison.Ordinal);
        Assert.Contains(during.Stack!.Frames, frame => frame.Function.Name == during.Caller && frame.Function.File == "Unjam.Executors.Tests.dll");
        Assert.True(during.Duration >= Slow);
        Assert.Equal(0, loop.Statistics().Blocked);
        end.Set();
        await Soon.Ends(run);
        var over = blocks.WhenOver();
        Assert.Equal(during.Id, over.Id);
        Assert.Equal(during.Call, over.Call);
        Assert.True(over.Duration >= during.Duration);
        Assert.Equal(2, blocks.All.Count);
        Assert.Equal(1, loop.Statistics().Blocked);
        Assert.Contains(log.Entries, entry => entry.Text.Contains("'held' is blocked", StringComparison.Ordinal) && entry.Text.Contains("WaitHandle.WaitOne", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Text.Contains("'held' was blocked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SlowCallback_ThatDoesNotWait_IsReportedWithTheStack_ThatASourceGives()
    {
        var blocks = new BlockLog();
        await using var loop = EventLoop.Start(new LoopOptions { SlowCallback = Slow, Sink = blocks, Stacks = new SleepingStacks() });
        loop.Post(() => blocks.WhileItLasts());
        var over = blocks.WhenOver();
        Assert.Equal("Thread.Sleep", over.Call);
        Assert.Equal("Shop.Orders.Load", over.Caller);
        Assert.Equal(2, blocks.All.Count);
    }

    [Fact]
    public async Task SlowCallback_WithoutASource_IsReportedByItsName_WhileItRuns()
    {
        var blocks = new BlockLog();
        await using var loop = EventLoop.Start(new LoopOptions { SlowCallback = Slow, Sink = blocks });
        loop.Post(() => blocks.WhileItLasts());
        Assert.Null(blocks.WhenOver().Call);
        Assert.Contains(nameof(SlowCallback_WithoutASource_IsReportedByItsName_WhileItRuns), blocks.All[0].Callback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SinkAndSource_ThatThrow_AreCountedAndLogged_AndTheWatchGoesOn()
    {
        var log = new ListedLog();
        await using var loop = EventLoop.Start(new LoopOptions { SlowCallback = TimeSpan.FromMilliseconds(20), Sink = new ThrowingSink(), Stacks = new ThrowingSink(), Logger = log });
        loop.Post(() => Soon.True(() => loop.Statistics().Lost >= 2, "The sink and the source were not asked."));
        Soon.True(() => loop.Statistics().Lost == 3, "The watch did not go on.");
        Assert.Equal(3, log.Entries.Count(entry => entry.Failure is FormatException));
        Assert.Equal(0, loop.Statistics().Failed);
    }

    [Fact]
    public async Task Allowed_Code_IsNeitherReported_NorCounted()
    {
        var blocks = new BlockLog();
        await using var loop = EventLoop.Start(new LoopOptions { SlowCallback = TimeSpan.FromMilliseconds(20), Sink = blocks });
        await Soon.Ends(loop.RunAsync(async () =>
        {
            using (Blocking.Allowed("start-up"))
            {
                using var never = new ManualResetEventSlim();
                never.Wait(60);
                await Task.Yield();
                never.Wait(60);
                SpinWait.SpinUntil(() => false, 60);
            }
        }));
        Assert.Equal(0, loop.Statistics().Blocked);
        Assert.Empty(blocks.All);
        Assert.True(loop.Statistics().Duration.Max >= TimeSpan.FromMilliseconds(60));
    }

    private static void Load(ManualResetEvent end) => Assert.True(end.WaitOne(Soon.Deadline));

    private sealed class SleepingStacks : IStackSource
    {
        public ImmutableArray<TargetThread> Take(CancellationToken cancellation) =>
        [
            // every thread of the process: the loop picks its own
            .. Directory.GetDirectories("/proc/self/task").Select(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture))
                .Select(id => new TargetThread((ulong)id, id, null, Sleeping, StackQuality.Complete, false, default)),
        ];

        private static Stack Sleeping { get; } = new(
        [
            new Frame(new Function("System.Threading.Thread.Sleep", "System.Private.CoreLib.dll", 0), 0),
            new Frame(new Function("Shop.Orders.Load", "Shop.dll", 0), 0),
        ]);
    }

    private sealed class ThrowingSink : IBlockSink, IStackSource
    {
        public void Report(BlockReport report) => throw new FormatException("bad sink");

        public ImmutableArray<TargetThread> Take(CancellationToken cancellation) => throw new FormatException("bad source");
    }
}
