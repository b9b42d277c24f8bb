using System.Diagnostics.Metrics;
using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

public sealed class ThreadPoolWatchdogTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(0, 1000, 50, 1000, "QueueWait")]
    [InlineData(-1, 1000, 50, 1000, "QueueWait")]
    [InlineData(250, 0, 50, 1000, "SaturatedWait")]
    [InlineData(250, 100, 50, 1000, "SaturatedWait")]
    [InlineData(250, 1000, 0, 1000, "Period")]
    [InlineData(250, 1000, 250, 1000, "Period")]
    [InlineData(250, 1000, 50, 0, "ClearAfter")]
    [InlineData(250, 1000, 50, 7_200_000, "ClearAfter")]
    public void Options_OutOfRange_AreRefusedByName(double wait, double saturated, double period, double clear, string name)
    {
        var options = new WatchdogOptions
        {
            QueueWait = TimeSpan.FromMilliseconds(wait),
            SaturatedWait = TimeSpan.FromMilliseconds(saturated),
            Period = TimeSpan.FromMilliseconds(period),
            ClearAfter = TimeSpan.FromMilliseconds(clear),
        };
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadPoolWatchdog(options)).ParamName);
    }

    [Fact]
    public void Options_Null_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new ThreadPoolWatchdog(null!));
        Assert.Throws<ArgumentNullException>(() => new ThreadPoolWatchdog(new WatchdogOptions { Time = null! }));
    }

    [Fact]
    public void Watchdog_StartedAndDisposedTwice_DoesItOnce()
    {
        var watchdog = new ThreadPoolWatchdog(new WatchdogOptions());
        watchdog.Start();
        watchdog.Start();
        watchdog.Dispose();
        watchdog.Dispose();
        Assert.Throws<ObjectDisposedException>(watchdog.Start);
        Assert.Throws<ObjectDisposedException>(() => watchdog.Look(new Snapshot(), LookDepth.Memory));
        Assert.True(watchdog.Statistics().MaxThreads > 0);
    }

    [Fact]
    public void Watchdog_NeverStarted_CanBeDisposed()
    {
        var watchdog = new ThreadPoolWatchdog(new WatchdogOptions());
        watchdog.Dispose();
        Assert.Null(watchdog.Statistics().Incident);
    }

    [Fact]
    public async Task Look_AtAPoolWithWork_GivesItsRows()
    {
        using var watchdog = new ThreadPoolWatchdog(new WatchdogOptions());
        using var hold = new ManualResetEventSlim();
        var snapshot = new Snapshot();
        var item = Task.Run(() => hold.Wait(Soon));
        await Task.Run(() => watchdog.Look(snapshot, LookDepth.Kernel));
        hold.Set();
        await item;
        var pool = snapshot.Pools[0];
        Assert.Equal(PoolKind.DotNetThreadPool, pool.Kind);
        Assert.True(pool.Busy >= 1 && pool.MinWorkers >= 1 && pool.Limit >= pool.MinWorkers && pool.Completed >= 0 && pool.Queued >= 0);
        Assert.NotNull(snapshot.Paused);
        if (!OperatingSystem.IsLinux())
            return;
        var workers = snapshot.Workers.Of(pool.Workers).ToArray();
        Assert.NotEmpty(workers);
        Assert.All(workers, worker => Assert.Equal((".NET TP Worker", true), (snapshot.Threads[worker.Thread].Name, snapshot.Threads[worker.Thread].Kernel.IsKnown)));
        // the thread that looked was running
        Assert.Contains(workers, worker => worker.IsBusy);
    }

    [Fact]
    public void MemoryLook_AnyPool_ReadsNoThreads()
    {
        using var watchdog = new ThreadPoolWatchdog(new WatchdogOptions());
        var snapshot = new Snapshot();
        watchdog.Look(snapshot, LookDepth.Memory);
        Assert.Equal((1, 0), (snapshot.Pools.Count, snapshot.Workers.Count));
        Assert.Throws<ArgumentNullException>(() => watchdog.Look(null!, LookDepth.Memory));
    }

    [Fact]
    public void Probe_QueuedToThePool_MeasuresItsWait()
    {
        var time = new SteppedTime();
        var probe = new PoolProbe(time);
        Assert.Equal(TimeSpan.Zero, probe.Age);
        probe.Queue();
        Assert.True(SpinWait.SpinUntil(() => !probe.IsOutstanding, Soon));
        Assert.True(probe.TryTake(out var wait));
        Assert.True(wait > TimeSpan.Zero, $"It waited {wait}.");
        Assert.Equal((1, wait), (probe.Total.Count, probe.Total.Sum));
        Assert.False(probe.TryTake(out _));
        Assert.Equal(TimeSpan.Zero, probe.Age);
    }

    [Fact]
    public void Meter_ListenedTo_HasItsInstruments()
    {
        using var factory = new OneMeter();
        using var watchdog = new ThreadPoolWatchdog(new WatchdogOptions { Meters = factory });
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter == factory.Meter)
                    to.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen[$"{instrument.Name}/{tags[0].Value}"] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal(0, seen["unjam.threadpool.probe.age"]);
        Assert.Equal(0, seen["unjam.threadpool.injection"]);
        foreach (var kind in new[] { "starved", "cpu_saturated", "gc_pause", "throttled", "lock_convoy", "lost_wake_up" })
            Assert.Equal(0, seen[$"unjam.threadpool.incidents/{kind}"]);
    }

    private sealed class OneMeter : IMeterFactory
    {
        public Meter? Meter { get; private set; }

        public Meter Create(MeterOptions options) => Meter = new Meter(options);

        public void Dispose() => Meter?.Dispose();
    }

    /// <summary>A clock that goes on by a millisecond whenever it is asked.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Increment(ref now);
    }
}
