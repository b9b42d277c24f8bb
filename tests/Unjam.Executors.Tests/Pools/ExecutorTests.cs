namespace Unjam.Executors.Tests.Pools;

public sealed class ExecutorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Function_RunOnTheExecutor_ReturnsItsResult()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "db", Threads = 2 });
        Assert.Equal(42, await executor.RunAsync(() => 42).WaitAsync(Deadline));
        Assert.StartsWith("db-", await executor.RunAsync(() => Thread.CurrentThread.Name!), StringComparison.Ordinal);
        Assert.Equal(2, executor.Statistics().Completed);
    }

    [Fact]
    public async Task Exception_InAFunction_ReachesTheCallerAndTheCounters()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "db", Threads = 1 });
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => executor.RunAsync(void () => throw new InvalidDataException("broken")));
        Assert.Equal("broken", thrown.Message);
        Assert.Equal(1, executor.Statistics().Failed);
    }

    [Fact]
    public async Task AsynchronousWork_AfterAnAwait_ComesBackToTheExecutor()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "io", Threads = 2 });
        var name = await executor.RunAsync(async () =>
        {
            await Task.Yield();
            return Thread.CurrentThread.Name;
        }).WaitAsync(Deadline);
        Assert.StartsWith("io-", name, StringComparison.Ordinal);
        // the function has ended a moment before the item that ended it has
        Assert.True(SpinWait.SpinUntil(() => executor.Statistics().Completed == 2, Deadline), $"{executor.Statistics().Completed} completed");
        Assert.Equal(0, executor.Statistics().Awaiting);
    }

    [Fact]
    public async Task ManyItems_FromManyProducers_AllComplete()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "many", MinThreads = 1, MaxThreads = 4, QueueLimit = 100 });
        var sum = 0L;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20_000; i++)
                await executor.SubmitAsync(new Adding(() => Interlocked.Increment(ref sum)));
        }))).WaitAsync(Deadline);
        var report = await executor.DrainAsync(Deadline);
        Assert.True(report.IsComplete);
        Assert.Equal(80_000, sum);
        Assert.Equal(80_000, executor.Statistics().Completed);
    }

    private sealed class Adding(Action add) : IWork
    {
        public void Run() => add();
    }
}
