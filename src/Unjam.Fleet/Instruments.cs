using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Unjam.Fleet;

/// <summary>The histograms as instruments of .NET, for whoever listens: an exporter that speaks OTLP.</summary>
internal sealed class Instruments : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Unjam";

    private readonly Meter meter = new(MeterName);

    public Instruments()
    {
        Lag = Create("eventloop_lag_seconds", "How long the loop has not gone round, sampled twice a second.", Buckets.Lag);
        RunTime = Create("threadpool_task_execution_time_seconds", "Run time of work items that were seen to end, sampled.", Buckets.Pool);
        QueueTime = Create("threadpool_task_queue_time_seconds", "Time from submission to start of work items that were seen to start, sampled.", Buckets.Pool);
        LookDuration = Create("unjam_look_duration_seconds", "How long a look at the target took.", Buckets.Look);
    }

    public Histogram<double> Lag { get; }

    public Histogram<double> RunTime { get; }

    public Histogram<double> QueueTime { get; }

    public Histogram<double> LookDuration { get; }

    /// <summary>The tags of one target, and of one of its loops or pools.</summary>
    public static KeyValuePair<string, object?>[] Tags(TargetKey key, string target, string? kind = null, string? name = null)
    {
        var tags = new KeyValuePair<string, object?>[kind is null ? 2 : 3];
        tags[0] = new("target", target);
        tags[1] = new("pid", key.Pid);
        if (kind is not null)
            tags[2] = new(kind, name);
        return tags;
    }

    public void Dispose() => meter.Dispose();

    private Histogram<double> Create(string name, string description, ImmutableArray<double> bounds) =>
        meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
