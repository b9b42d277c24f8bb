using System.Collections.Immutable;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Unjam.Web.Otlp;

/// <summary>The SDK's provider, reader and exporter, set up for one collector.</summary>
internal sealed class OtlpPipeline : IDisposable
{
    /// <summary>The meter whose histograms the watch fills.</summary>
    public const string WatchMeter = "Unjam";

    private static readonly ImmutableArray<(string Name, ImmutableArray<double> Bounds)> Histograms =
    [
        ("eventloop_lag_seconds", [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]),
        ("threadpool_task_execution_time_seconds", [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]),
        ("threadpool_task_queue_time_seconds", [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]),
        ("unjam_look_duration_seconds", [0.00001, 0.0001, 0.001, 0.01, 0.1]),
    ];

    private readonly BaseExportingMetricReader reader;
    private readonly MeterProvider provider;

    public OtlpPipeline(OtlpOptions options, string version, TimeProvider clock)
    {
        Witness = new CollectorWitness(clock);
        reader = new BaseExportingMetricReader(new OtlpMetricExporter(new OtlpExporterOptions
        {
            Endpoint = options.Endpoint,
            Protocol = options.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            Headers = options.Headers,
            TimeoutMilliseconds = (int)options.Timeout.TotalMilliseconds,
            Compression = options.IsCompressed ? OtlpExportCompression.GZip : OtlpExportCompression.None,
            HttpClientFactory = () => new HttpClient(Witness, disposeHandler: false) { Timeout = options.Timeout },
        }));
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddTelemetrySdk()
                .AddService("unjam", serviceVersion: version, autoGenerateServiceInstanceId: false).AddEnvironmentVariableDetector())
            .AddMeter(FleetInstruments.MeterName).AddMeter(WatchMeter).AddReader(reader);
        foreach (var (name, bounds) in Histograms)
            builder.AddView(name, new ExplicitBucketHistogramConfiguration { Boundaries = [.. bounds] });
        provider = builder.Build();
    }

    /// <summary>Sees what the collector answers.</summary>
    public CollectorWitness Witness { get; }

    /// <summary>Sends everything once, and waits for the answer.</summary>
    /// <returns>Whether the collector took it.</returns>
    public bool Send() => reader.Collect(Timeout.Infinite);

    /// <summary>Ends it. What is left is sent before, unless the witness has been closed.</summary>
    public void Dispose()
    {
        provider.Dispose();
        Witness.Dispose();
    }
}
