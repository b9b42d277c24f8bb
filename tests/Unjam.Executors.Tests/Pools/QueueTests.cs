using Microsoft.Extensions.Logging;

namespace Unjam.Executors.Tests.Pools;

public sealed class QueueTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Items_OnOneThread_RunInTheOrderTheyCame()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "order", Threads = 1 });
        var order = new List<int>();
        using (Gate.Hold(executor))
        {
            for (var i = 0; i < 5000; i++)
            {
                var number = i;
                _ = executor.RunAsync(() => order.Add(number));
            }
        }

        await executor.DrainAsync(Deadline);
        Assert.Equal(Enumerable.Range(0, 5000), order);
    }

    [Fact]
    public async Task FullQueue_ThatRejects_SaysSoAndLogsOneLine()
    {
        var lines = new Lines();
        await using var executor = new InstrumentedExecutor(new() { Name = "full", Threads = 1, QueueLimit = 2, OnFull = FullPolicy.Reject, Logger = lines });
        using (Gate.Hold(executor))
        {
            Task[] taken = [executor.RunAsync(() => { }), executor.RunAsync(() => { })];
            for (var i = 0; i < 50; i++)
            {
                var thrown = await Assert.ThrowsAsync<ExecutorRejectedException>(() => executor.RunAsync(() => { }));
                Assert.Contains("'full' is full: 2 items wait already", thrown.Message, StringComparison.Ordinal);
            }

            Assert.False(executor.TrySubmit(new Gate()));
            Assert.Equal((51, 2), (executor.Statistics().Rejected, executor.Statistics().Queued));
        }

        Assert.Single(lines.At(LogLevel.Warning));
    }

    [Fact]
    public async Task FullQueue_ThatWaits_HoldsTheSubmitterBackAndLosesNothing()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "wait", Threads = 1, QueueLimit = 1 });
        var held = Gate.Hold(executor);
        var first = new Gate();
        var second = new Gate();
        await executor.SubmitAsync(first).AsTask().WaitAsync(Deadline);
        var waiting = executor.SubmitAsync(second).AsTask();
        using var cancellation = new CancellationTokenSource();
        var given = executor.SubmitAsync(new Gate(), cancellation.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        held.Open();
        await waiting.WaitAsync(Deadline);
        first.Open();
        second.Open();
        await executor.DrainAsync(Deadline);
        var now = executor.Statistics();
        Assert.Equal((4, 3, 1), (now.Submitted, now.Completed, now.Cancelled));
    }

    [Fact]
    public async Task FullQueue_WhereCallersRun_RunsOnTheSubmitter()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "caller", Threads = 1, QueueLimit = 1, OnFull = FullPolicy.CallerRuns });
        using var gate = Gate.Hold(executor);
        var queued = executor.RunAsync(() => { });
        var here = Environment.CurrentManagedThreadId;
        var there = executor.RunAsync(() => Environment.CurrentManagedThreadId);
        Assert.True(there.IsCompletedSuccessfully);
        Assert.Equal(here, await there);
        Assert.Equal((1, 1, 1), (executor.Statistics().Completed, executor.Statistics().Queued, executor.Statistics().Busy));
    }

    [Fact]
    public async Task QueuedItem_Cancelled_IsNeverRunAndFreesItsPlace()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "cancel", Threads = 1, QueueLimit = 1, OnFull = FullPolicy.Reject });
        using (Gate.Hold(executor))
        {
            for (var i = 0; i < 5000; i++)
            {
                using var cancellation = new CancellationTokenSource();
                var item = executor.RunAsync(void () => Assert.Fail("It was cancelled."), cancellation.Token);
                await cancellation.CancelAsync();
                Assert.True(item.IsCanceled);
            }

            Assert.Equal((5000, 0, TimeSpan.Zero), (executor.Statistics().Cancelled, executor.Statistics().Queued, executor.Statistics().OldestWait));
            Assert.True(executor.Queue.Count < 2100, $"{executor.Queue.Count} cancelled items are kept in the queue.");
        }

        Assert.True((await executor.DrainAsync(Deadline)).IsComplete);
    }

    [Fact]
    public async Task ScheduledTask_Cancelled_IsNotRunWhenItsTurnComes()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "task", Threads = 1 });
        using var cancellation = new CancellationTokenSource();
        Task task;
        using (Gate.Hold(executor))
        {
            task = executor.Factory.StartNew(() => Assert.Fail("It was cancelled."), cancellation.Token);
            await cancellation.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(Deadline));
        await executor.DrainAsync(Deadline);
        Assert.Equal((1, 1, 0), (executor.Statistics().Completed, executor.Statistics().Cancelled, executor.Statistics().Queued));
    }

    [Fact]
    public async Task Resize_WhileItWorks_AddsAndRemovesThreads()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "size", Threads = 1 });
        Gate[] gates = [new(), new(), new()];
        foreach (var gate in gates)
            executor.TrySubmit(gate);
        gates[0].WaitUntilHeld();
        executor.Resize(3);
        gates[1].WaitUntilHeld();
        gates[2].WaitUntilHeld();
        Assert.Equal(3, executor.Threads);
        executor.Resize(1);
        foreach (var gate in gates)
            gate.Open();
        await DrainTests.Until(() => executor.Threads == 1);
        Assert.Equal(7, await executor.RunAsync(() => 7).WaitAsync(Deadline));
    }

    [Fact]
    public async Task IdleThreads_AboveTheMinimum_EndAndComeBack()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "idle", MinThreads = 1, MaxThreads = 3, IdleTimeout = TimeSpan.FromMilliseconds(20) });
        for (var round = 0; round < 3; round++)
        {
            Gate[] gates = [new(), new(), new()];
            foreach (var gate in gates)
                executor.TrySubmit(gate);
            foreach (var gate in gates)
                gate.WaitUntilHeld();
            Assert.Equal(3, executor.Threads);
            foreach (var gate in gates)
                gate.Open();
            await DrainTests.Until(() => executor.Threads == 1);
        }

        Assert.Equal(9, executor.Statistics().Completed);
    }

    [Fact]
    public async Task WorkObject_SubmittedAgainAndAgain_AllocatesNothing()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "bytes", Threads = 1, QueueLimit = 1000 });
        var work = new Counting();
        // the queue has its full size from here on
        using (Gate.Hold(executor))
        {
            while (executor.TrySubmit(work))
                continue;
        }

        await DrainTests.Until(() => work.Count == 1000);
        Submit(executor, work, 20_000);
        var there = await executor.RunAsync(GC.GetAllocatedBytesForCurrentThread);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Submit(executor, work, 20_000);
        var here = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, here);
        var after = await executor.RunAsync(GC.GetAllocatedBytesForCurrentThread);
        // what the worker allocated between the two functions is what the second of them itself needs
        Assert.InRange(after - there, 0, 512);
    }

    private static void Submit(InstrumentedExecutor executor, Counting work, int count)
    {
        var expected = work.Count + count;
        for (var i = 0; i < count; i++)
        {
            while (!executor.TrySubmit(work))
                Thread.Yield();
        }

        while (work.Count < expected)
            Thread.Yield();
    }

    private sealed class Counting : IWork
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Run() => Volatile.Write(ref count, count + 1);
    }
}
