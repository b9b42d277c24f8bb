using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors.Tests.Pools;

public sealed class BadInputTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static TheoryData<string, Func<ExecutorOptions, ExecutorOptions>> NotPositive => new()
    {
        { "Threads", o => o with { Threads = 0 } },
        { "Threads", o => o with { Threads = -1 } },
        { "MinThreads", o => o with { MinThreads = 0 } },
        { "MaxThreads", o => o with { MaxThreads = -3 } },
        { "QueueLimit", o => o with { QueueLimit = 0 } },
        { "SlowItem", o => o with { SlowItem = TimeSpan.Zero } },
        { "IdleTimeout", o => o with { IdleTimeout = TimeSpan.FromSeconds(-1) } },
        { "DrainDeadline", o => o with { DrainDeadline = TimeSpan.Zero } },
    };

    [Theory]
    [MemberData(nameof(NotPositive))]
    public void Option_ThatIsNotPositive_IsRefusedByName(string name, Func<ExecutorOptions, ExecutorOptions> change)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new InstrumentedExecutor(change(new() { Name = "bad" })));
        Assert.Equal(name, thrown.ParamName);
        Assert.Contains("must be positive", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThatContradict_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new InstrumentedExecutor(null!));
        Assert.Throws<ArgumentException>(() => new InstrumentedExecutor(new() { Name = " " }));
        Assert.Contains("either", Assert.Throws<ArgumentException>(() => new InstrumentedExecutor(new() { Name = "x", Threads = 2, MaxThreads = 4 })).Message, StringComparison.Ordinal);
        Assert.Contains("MinThreads is 5", Assert.Throws<ArgumentException>(() => new InstrumentedExecutor(new() { Name = "x", MinThreads = 5, MaxThreads = 4 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new InstrumentedExecutor(new() { Name = "x", OnFull = (FullPolicy)7 }));
    }

    [Fact]
    public async Task NullWork_Submitted_IsRefusedAtOnce()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "null", Threads = 1 });
        await Assert.ThrowsAsync<ArgumentNullException>(() => executor.RunAsync((Action)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => executor.RunAsync((Func<Task>)null!));
        Assert.Throws<ArgumentNullException>(() => executor.TrySubmit(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await executor.SubmitAsync(null!));
        Assert.Throws<ArgumentNullException>(() => executor.Context.Post(null!, null));
        Assert.Equal(0, executor.Statistics().Submitted);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => executor.RunAsync(Task () => null!));
        Assert.Contains("returned null instead of a task", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_ThatMakeNoSense_AreRefusedAndChangeNothing()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "size", Threads = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => executor.Resize(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => executor.Resize(4, 3));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await executor.DrainAsync(TimeSpan.FromSeconds(-1)));
        Assert.Equal((2, 2), (executor.MinThreads, executor.MaxThreads));
    }

    [Fact]
    public async Task Work_AfterDisposal_IsRefusedAndCounted()
    {
        var executor = new InstrumentedExecutor(new() { Name = "gone", Threads = 1 });
        await executor.DisposeAsync();
        await executor.DisposeAsync();
        Assert.Contains("'gone' was disposed", (await Assert.ThrowsAsync<ObjectDisposedException>(() => executor.RunAsync(() => { }))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await executor.SubmitAsync(new Gate()));
        Assert.Throws<ObjectDisposedException>(() => executor.TrySubmit(new Gate()));
        Assert.Throws<ObjectDisposedException>(() => executor.Resize(3));
        Assert.Throws<ObjectDisposedException>(() => executor.Context.Send(_ => { }, null));
        var posted = new TaskCompletionSource();
        executor.Context.Post(_ => posted.SetResult(), null);
        await posted.Task.WaitAsync(Deadline);
        Assert.Equal((5, 5), (executor.Statistics().Submitted, executor.Statistics().Rejected));
    }

    [Fact]
    public async Task Token_CancelledBeforeTheStart_IsNeverRun()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "token", Threads = 1 });
        var ran = false;
        var token = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.RunAsync(() => { ran = true; }, token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.RunAsync(async () => { await Task.Yield(); ran = true; }, token));
        Assert.False(ran);
        Assert.Equal((2, 2), (executor.Statistics().Submitted, executor.Statistics().Cancelled));
    }

    [Fact]
    public async Task Logger_ThatThrows_HurtsNoItemAndNoWorker()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "log", Threads = 1, Logger = new Lines(LogLevel.Trace, throws: true), SlowItem = TimeSpan.FromTicks(1) });
        for (var i = 0; i < 10; i++)
            Assert.Equal(i, await executor.RunAsync(() => i).WaitAsync(Deadline));
        await executor.DrainAsync(Deadline);
        Assert.Equal(10, executor.Statistics().Completed);
        Assert.True(executor.Statistics().LostLogs >= 10);
    }

    [Fact]
    public async Task MeterListener_ThatThrows_HurtsNoItemAndIsToldOnce()
    {
        var lines = new Lines();
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Name == "unjam.executor.run.time") it.EnableMeasurementEvents(instrument, null); } };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if ((string?)tags[0].Value == "listened")
                throw new IOException("the exporter is broken");
        });
        listener.Start();
        await using var executor = new InstrumentedExecutor(new() { Name = "listened", Threads = 1, Logger = lines });
        for (var i = 0; i < 10; i++)
            await executor.RunAsync(() => { }).WaitAsync(Deadline);
        Assert.Equal(10, executor.Statistics().Completed);
        Assert.Single(lines.At(LogLevel.Error));
    }

    [Fact]
    public async Task Clock_ThatJumpsBack_GivesNoNegativeTimes()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "clock", Threads = 1, Time = new JumpingClock() });
        for (var i = 0; i < 200; i++)
            await executor.RunAsync(() => { }).WaitAsync(Deadline);
        var now = executor.Statistics();
        Assert.Equal(200, now.Completed);
        Assert.True(now.QueueTime.Sum >= 0 && now.RunTime.Sum >= 0 && now.OldestWait >= TimeSpan.Zero);
    }

    private sealed class JumpingClock : TimeProvider
    {
        private long at = 1L << 40;

        public override long GetTimestamp() => Interlocked.Add(ref at, Random.Shared.Next(-1_000_000, 1_000_000));
    }
}
