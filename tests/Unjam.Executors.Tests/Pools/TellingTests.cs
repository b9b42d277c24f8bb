using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors.Tests.Pools;

public sealed class TellingTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Worker_ThatWaitsForItsOwnQueue_IsWarnedOfWithBothNames()
    {
        var lines = new Lines();
        await using var executor = new InstrumentedExecutor(new() { Name = "self", Threads = 1, Logger = lines });
        using var released = new ManualResetEventSlim();
        var outer = executor.RunAsync(() => WaitsForInner(executor, released));
        await DrainTests.Until(() => lines.At(LogLevel.Error).Any());
        released.Set();
        await outer.WaitAsync(Deadline);
        var line = Assert.Single(lines.At(LogLevel.Error));
        Assert.Contains("self waits for itself: all 1 threads wait", line, StringComparison.Ordinal);
        Assert.Contains("TellingTests.Worker_ThatWaitsForItsOwnQueue_IsWarnedOfWithBothNames (lambda)", line, StringComparison.Ordinal);
        Assert.Contains("TellingTests.Inner", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_ThatWaitsForSomethingElse_IsNotWarnedOf()
    {
        var lines = new Lines();
        await using var executor = new InstrumentedExecutor(new() { Name = "other", Threads = 2, Logger = lines });
        using var released = new ManualResetEventSlim();
        using var busy = Gate.Hold(executor);
        var waiting = executor.RunAsync(() => released.Wait(Deadline));
        var queued = executor.RunAsync(Inner);
        await DrainTests.Until(() => executor.Crew.Workers.ToArray().Count(worker => worker.Waits.Wait is not null) == 2);
        released.Set();
        await waiting.WaitAsync(Deadline);
        await queued.WaitAsync(Deadline);
        Assert.Empty(lines.At(LogLevel.Error));
    }

    [Fact]
    public async Task SlowItems_InOneIncident_AreOneLine()
    {
        var lines = new Lines(LogLevel.Debug);
        await using var executor = new InstrumentedExecutor(new() { Name = "slow", Threads = 1, Logger = lines, SlowItem = TimeSpan.FromTicks(1) });
        for (var i = 0; i < 20; i++)
            await executor.RunAsync(Inner).WaitAsync(Deadline);
        await executor.DrainAsync(Deadline);
        Assert.Contains("slow: Unjam.Executors.Tests.Pools.TellingTests.Inner held its thread for", Assert.Single(lines.At(LogLevel.Warning)), StringComparison.Ordinal);
        await DrainTests.Until(() => lines.At(LogLevel.Debug).Count() == 20);
    }

    [Fact]
    public async Task FailedWork_ThatNobodyWaitsFor_IsLogged()
    {
        var lines = new Lines();
        await using var executor = new InstrumentedExecutor(new() { Name = "lost", Threads = 1, Logger = lines });
        executor.TrySubmit(new Failing());
        executor.Context.Post(_ => throw new InvalidDataException(), null);
        Assert.Equal(1, await executor.RunAsync(() => 1).WaitAsync(Deadline));
        Assert.Equal(2, lines.At(LogLevel.Error).Count());
        Assert.Equal((2, 1), (executor.Statistics().Failed, executor.Statistics().Completed));
    }

    [Fact]
    public async Task Instruments_OfAnExecutor_AgreeWithItsStatistics()
    {
        var sums = new Dictionary<string, double>();
        var gate = new Lock();
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter.Name == "Unjam.Executors") it.EnableMeasurementEvents(instrument, null); } };
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if ((string?)tags[0].Value != "metered")
                return;
            var key = instrument.Name + string.Concat(tags[1..].ToArray().Select(tag => $"{{{tag.Key}={tag.Value}}}"));
            lock (gate)
                sums[key] = instrument.IsObservable ? value : sums.GetValueOrDefault(key) + value;
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await using var executor = new InstrumentedExecutor(new() { Name = "metered", Threads = 3 });
        for (var i = 0; i < 10; i++)
            await executor.RunAsync(Inner).WaitAsync(Deadline);
        await Assert.ThrowsAsync<InvalidDataException>(() => executor.RunAsync(void () => throw new InvalidDataException()));
        listener.RecordObservableInstruments();
        var now = executor.Statistics();
        Assert.Equal(now.QueueTime.Sum, sums["unjam.executor.queue.wait"], 9);
        Assert.Equal(now.RunTime.Sum, sums["unjam.executor.run.time"], 9);
        Assert.Equal((10, 1, 0), (sums["unjam.executor.items{outcome=completed}"], sums["unjam.executor.items{outcome=failed}"], sums["unjam.executor.items{outcome=rejected}"]));
        Assert.Equal((0, 3, 0, 0), (sums["unjam.executor.threads{state=busy}"], sums["unjam.executor.threads{state=idle}"], sums["unjam.executor.queue.length"], sums["unjam.executor.oldest.wait"]));
    }

    private static void WaitsForInner(InstrumentedExecutor executor, ManualResetEventSlim released)
    {
        var inner = executor.RunAsync(Inner);
        // as good as inner.Wait(), and it ends
        WaitHandle.WaitAny([((IAsyncResult)inner).AsyncWaitHandle, released.WaitHandle]);
    }

    private static void Inner()
    {
        // it is its name that matters
        GC.KeepAlive(Deadline);
    }

    private sealed class Failing : IWork
    {
        public void Run() => throw new InvalidDataException();
    }
}
