namespace Unjam.Executors.Tests.Loops;

public sealed class OffloadingTests
{
    [Fact]
    public async Task RunInExecutor_FromTheLoop_RunsElsewhere_AndContinuesOnTheLoop()
    {
        var log = new ListedLog();
        await using var loop = EventLoop.Start(new LoopOptions { Logger = log });
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "blocking", Threads = 1 });
        await Soon.Ends(loop.RunAsync(async () =>
        {
            var here = Environment.CurrentManagedThreadId;
            var there = await loop.RunInExecutorAsync(executor, _ => Environment.CurrentManagedThreadId);
            Assert.NotEqual(here, there);
            Assert.Equal(here, Environment.CurrentManagedThreadId);
            Assert.Same(loop, EventLoop.Current);
            await Assert.ThrowsAsync<FormatException>(() => loop.RunInExecutorAsync(executor, (CancellationToken _) => throw new FormatException("bad")));
            Assert.Equal(here, Environment.CurrentManagedThreadId);
        }));
        Assert.Contains(log.Entries, entry => entry.Text.Contains("executor 'blocking'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AsynchronousFunction_GivenToAnExecutor_IsAwaitedToItsEnd()
    {
        await using var loop = EventLoop.Start();
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "async", Threads = 1 });
        var isOver = false;
        await Soon.Ends(loop.RunAsync(async () =>
        {
            await loop.RunInExecutorAsync(executor, async _ =>
            {
                await Task.Yield();
                isOver = true;
            });
            Assert.True(isOver);
            Assert.Equal(5, await loop.RunInExecutorAsync(executor, async _ =>
            {
                await Task.Yield();
                return 5;
            }));
        }));
    }

    [Fact]
    public async Task CancelledToken_BeforeTheStart_CancelsTheTask()
    {
        await using var loop = EventLoop.Start();
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "cancel", Threads = 1 });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.RunInExecutorAsync(executor, _ => 1, new CancellationToken(true)));
        Assert.Throws<ArgumentNullException>(() => { _ = loop.RunInExecutorAsync(null!, _ => 1); });
    }
}
