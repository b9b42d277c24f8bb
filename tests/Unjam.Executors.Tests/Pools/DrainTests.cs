using Microsoft.Extensions.Logging;

namespace Unjam.Executors.Tests.Pools;

public sealed class DrainTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Drain_WithinItsDeadline_RunsEverythingThatWasTaken()
    {
        var executor = new InstrumentedExecutor(new() { Name = "drain", Threads = 2 });
        var ran = 0;
        var items = Enumerable.Range(0, 100).Select(_ => executor.RunAsync(async () =>
        {
            await Task.Yield();
            Interlocked.Increment(ref ran);
        })).ToArray();
        var report = await executor.DrainAsync(Deadline);
        Assert.True(report.IsComplete);
        Assert.Equal(100, ran);
        await Task.WhenAll(items);
        Assert.Contains("being drained", (await Assert.ThrowsAsync<ExecutorRejectedException>(() => executor.RunAsync(() => { }))).Message, StringComparison.Ordinal);
        await Until(() => executor.Threads == 0);
    }

    [Fact]
    public async Task Drain_ThatMissesItsDeadline_SaysWhatWasNotRun()
    {
        var lines = new Lines();
        var executor = new InstrumentedExecutor(new() { Name = "late", Threads = 1, QueueLimit = 3, Logger = lines });
        using var gate = Gate.Hold(executor);
        Task[] items = [.. Enumerable.Range(0, 5).Select(_ => executor.RunAsync(NeverRun))];
        Assert.Equal(2, executor.Statistics().WaitingForRoom);

        var report = await executor.DrainAsync(TimeSpan.FromMilliseconds(20)).AsTask().WaitAsync(Deadline);

        Assert.Equal(5, report.NotRun);
        Assert.All(report.NotRunNames, name => Assert.Equal("Unjam.Executors.Tests.Pools.DrainTests.NeverRun", name));
        Assert.Equal("Unjam.Executors.Tests.Pools.Gate.Run", Assert.Single(report.StillRunning));
        foreach (var item in items)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => item);
        var now = executor.Statistics();
        Assert.Equal((6, 5, 0, 1), (now.Submitted, now.Cancelled, now.Queued, now.Busy));
        Assert.Contains("5 × Unjam.Executors.Tests.Pools.DrainTests.NeverRun", Assert.Single(lines.At(LogLevel.Warning)), StringComparison.Ordinal);
        gate.Open();
        await Until(() => executor.Statistics() is { Busy: 0, Completed: 1 } && executor.Threads == 0);
    }

    [Fact]
    public async Task RunningItem_WhenADrainGivesUp_IsToldByItsToken()
    {
        var executor = new InstrumentedExecutor(new() { Name = "told", Threads = 1 });
        using var own = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var item = executor.RunAsync(
            token =>
            {
                began.SetResult();
                token.WaitHandle.WaitOne(Deadline);
                token.ThrowIfCancellationRequested();
            }, own.Token);
        await began.Task.WaitAsync(Deadline);
        var report = await executor.DrainAsync(TimeSpan.Zero);
        Assert.Single(report.StillRunning);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => item.WaitAsync(Deadline));
        Assert.Equal(1, executor.Statistics().Cancelled);
    }

    [Fact]
    public async Task Drain_WithACancelledToken_GivesUpAtOnce()
    {
        var executor = new InstrumentedExecutor(new() { Name = "impatient", Threads = 1 });
        using var gate = Gate.Hold(executor);
        var item = executor.RunAsync(NeverRun);
        var report = await executor.DrainAsync(Deadline, new CancellationToken(canceled: true)).AsTask().WaitAsync(Deadline);
        Assert.Equal(1, report.NotRun);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => item);
        Assert.Same(report, await executor.DrainAsync(Deadline));
    }

    [Fact]
    public async Task AwaitingWork_WhenADrainGivesUp_IsContinuedOnTheSharedPool()
    {
        var executor = new InstrumentedExecutor(new() { Name = "await", Threads = 1 });
        var source = new TaskCompletionSource();
        var cleaned = false;
        var item = executor.RunAsync(async () =>
        {
            try
            {
                await source.Task;
            }
            finally
            {
                cleaned = true;
            }
        });
        await Until(() => executor.Statistics().Awaiting == 1);
        var report = await executor.DrainAsync(TimeSpan.Zero);
        Assert.Equal(1, report.StillAwaiting);
        source.SetResult();
        await item.WaitAsync(Deadline);
        Assert.True(cleaned);
        Assert.Equal(0, executor.Statistics().Awaiting);
    }

    internal static async Task Until(Func<bool> condition)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Deadline, "It did not come to pass in time.");
            await Task.Yield();
        }
    }

    private static void NeverRun() => Assert.Fail("It was run after it had been given up.");
}
