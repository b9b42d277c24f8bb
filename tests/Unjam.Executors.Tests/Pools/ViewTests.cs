using Unjam.Model;

namespace Unjam.Executors.Tests.Pools;

public sealed class ViewTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Tasks_OfTheFactory_RunHereAndHideTheScheduler()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "view", Threads = 2 });
        Assert.Equal(2, executor.Scheduler.MaximumConcurrencyLevel);
        var (thread, inner, current) = await executor.Factory.StartNew(() =>
        {
            var started = Task.Factory.StartNew(() => Thread.CurrentThread.Name, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
            return (Thread.CurrentThread.Name, started, TaskScheduler.Current);
        }).WaitAsync(Deadline);
        Assert.StartsWith("view-", thread, StringComparison.Ordinal);
        Assert.Same(TaskScheduler.Default, current);
        Assert.DoesNotContain("view-", await inner.WaitAsync(Deadline) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_OfTheExecutor_DoNotCaptureItByAccident()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "hidden", Threads = 1 });
        Assert.Same(TaskScheduler.Default, await executor.RunAsync(() => TaskScheduler.Current).WaitAsync(Deadline));
        // synchronous work that blocks on asynchronous work would wait for itself if that came back here
        Assert.Equal(5, await executor.RunAsync(() => Later().GetAwaiter().GetResult()).WaitAsync(Deadline));
    }

    [Fact]
    public async Task Task_WaitedForByAWorker_IsRunInlineByItAndByNobodyElse()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "inline", Threads = 1 });
        var isSame = await executor.Factory.StartNew(() =>
        {
            var here = Environment.CurrentManagedThreadId;
            var ran = 0;
            var child = new Task(() => ran = Environment.CurrentManagedThreadId);
            child.Start(executor.Scheduler);
            WaitFor(child);
            return ran == here;
        }).WaitAsync(Deadline);
        Assert.True(isSame);
        using (Gate.Hold(executor))
        {
            var task = new Task(() => { });
            task.Start(executor.Scheduler);
            Assert.False(IsDone(task, TimeSpan.FromMilliseconds(50)));
        }
    }

    [Fact]
    public async Task AsynchronousWork_ThatFailsAfterAnAwait_ReachesTheCallerAndTheCounters()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "later", Threads = 2 });
        await Assert.ThrowsAsync<InvalidDataException>(() => executor.RunAsync(async () =>
        {
            await Task.Yield();
            throw new InvalidDataException();
        })).WaitAsync(Deadline);
        // the function has ended a moment before the item that ended it has
        Assert.True(SpinWait.SpinUntil(() => executor.Statistics().Completed == 1, Deadline), $"{executor.Statistics().Completed} completed");
        Assert.Equal((1, 0), (executor.Statistics().Failed, executor.Statistics().Awaiting));
    }

    [Fact]
    public async Task ExecutionContext_OfTheCaller_FlowsAndDoesNotStay()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "flow", Threads = 1 });
        var local = new AsyncLocal<string> { Value = "caller" };
        Assert.Equal("caller", await executor.RunAsync(() => local.Value));
        local.Value = null!;
        await executor.RunAsync(() => { local.Value = "left behind"; });
        Assert.Null(await executor.RunAsync(() => local.Value));
        executor.TrySubmit(new Setting(() => local.Value = "left behind"));
        Assert.Null(await executor.RunAsync(() => local.Value));
    }

    [Fact]
    public async Task Context_OfTheExecutor_PostsAndSends()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "context", Threads = 1 });
        var name = "";
        executor.Context.Send(_ => name = Thread.CurrentThread.Name, null);
        Assert.StartsWith("context-", name, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => executor.Context.Send(_ => throw new InvalidDataException(), null));
        var posted = new TaskCompletionSource<string?>();
        executor.Context.Post(_ => posted.SetResult(Thread.CurrentThread.Name), null);
        Assert.StartsWith("context-", await posted.Task.WaitAsync(Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_AtABusyExecutor_SeesWorkersAndQueueWithExactTimes()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "seen", Threads = 2 });
        using var gate = Gate.Hold(executor);
        using var other = Gate.Hold(executor);
        _ = executor.RunAsync(Queued);
        var snapshot = new Snapshot();
        executor.Look(snapshot, LookDepth.Everything);

        var pool = snapshot.Pools[0];
        Assert.Equal((PoolKind.InstrumentedExecutor, "seen", 2, 1), (pool.Kind, pool.Name, pool.Limit, pool.Queued));
        Assert.Equal((3L, 0L, 2), (pool.Submitted, pool.Completed, pool.Busy));
        Assert.Equal(2, snapshot.Workers.Of(pool.Workers).Length);
        foreach (var worker in snapshot.Workers.Of(pool.Workers))
        {
            Assert.Equal("Unjam.Executors.Tests.Pools.Gate.Run", worker.Item.Function!.Name);
            Assert.True(worker.Item.Submitted <= worker.Item.Began && worker.Item.Began <= snapshot.At);
            Assert.StartsWith("seen-", snapshot.Threads[worker.Thread].Name, StringComparison.Ordinal);
        }

        var item = snapshot.Queue.Of(pool.Queue)[0];
        Assert.Equal("Unjam.Executors.Tests.Pools.ViewTests.Queued", item.Function!.Name);
        Assert.Equal("Unjam.Executors.Tests.dll", item.Function.File);
        Assert.InRange(pool.OldestWait!.Value, TimeSpan.Zero, Deadline);

        var first = snapshot.Workers.Of(pool.Workers)[0].Item.Id;
        executor.Look(snapshot, LookDepth.Memory);
        Assert.Equal(first, snapshot.Workers[0].Item.Id);
        Assert.Equal(item.Id, snapshot.Queue[0].Id);
        Assert.Null(snapshot.Queue[0].Function);
        Assert.NotEqual(item.Id, first);
    }

    [Fact]
    public async Task Purposes_WithTheirDefaults_FitTheCpus()
    {
        await using var cpu = Executors.ForCpu("cpu");
        await using var io = Executors.ForIo("io", options => options with { QueueLimit = 7 });
        Assert.Equal(Environment.ProcessorCount, cpu.MaxThreads);
        Assert.True(io.MaxThreads >= 32 && io.MinThreads <= io.MaxThreads);
        Assert.Equal(3, await io.RunAsync(() => 3).WaitAsync(Deadline));
    }

    private static void Queued()
    {
        // what is looked at is its name
        GC.KeepAlive(Deadline);
    }

    // only a wait without end is one that the scheduler may shorten by running the task itself
    private static void WaitFor(Task task) => task.Wait();

    private static bool IsDone(Task task, TimeSpan within) => task.Wait(within);

    private static async Task<int> Later()
    {
        await Task.Yield();
        return 5;
    }

    private sealed class Setting(Action set) : IWork
    {
        public void Run() => set();
    }
}
