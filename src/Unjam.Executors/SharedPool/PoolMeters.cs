using System.Diagnostics.Metrics;

namespace Unjam.Executors;

/// <summary>The meter <c>Unjam.ThreadPool</c>: what is observed is asked for by the listener, so that it costs nothing unheard.</summary>
internal sealed class PoolMeters : IDisposable
{
    private readonly Meter? own;
    private readonly Histogram<double> wait;
    private readonly long[] opened = new long[Enum.GetValues<PoolIncidentKind>().Length];

    public PoolMeters(IMeterFactory? factory, PoolProbe probe, Func<double> injected)
    {
        var meter = factory is null ? own = new Meter("Unjam.ThreadPool") : factory.Create(new MeterOptions("Unjam.ThreadPool"));
        wait = meter.CreateHistogram<double>("unjam.threadpool.queue.wait", "s", "How long probes waited in the queue of the shared thread pool.");
        meter.CreateObservableGauge("unjam.threadpool.probe.age", () => probe.Age.TotalSeconds, "s", "How long the outstanding probe has waited; 0 when there is none.");
        meter.CreateObservableGauge("unjam.threadpool.injection", injected, "{thread}/s", "Threads that the shared thread pool adds per second.");
        meter.CreateObservableCounter("unjam.threadpool.incidents", Incidents, "{incident}", "Incidents of the shared thread pool, by kind.");
    }

    public void Waited(TimeSpan waited)
    {
        if (wait.Enabled)
            wait.Record(waited.TotalSeconds);
    }

    public void Opened(PoolIncidentKind kind) => Interlocked.Increment(ref opened[(int)kind]);

    public void Dispose() => own?.Dispose();

    private IEnumerable<Measurement<long>> Incidents()
    {
        foreach (var kind in Enum.GetValues<PoolIncidentKind>())
            yield return new Measurement<long>(Interlocked.Read(ref opened[(int)kind]), new KeyValuePair<string, object?>("kind", Tag(kind)));
    }

    private static string Tag(PoolIncidentKind kind) => kind switch
    {
        PoolIncidentKind.Starved => "starved",
        PoolIncidentKind.CpuSaturated => "cpu_saturated",
        PoolIncidentKind.GcPause => "gc_pause",
        PoolIncidentKind.Throttled => "throttled",
        PoolIncidentKind.LockConvoy => "lock_convoy",
        _ => "lost_wake_up",
    };
}
