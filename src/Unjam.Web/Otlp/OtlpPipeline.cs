using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Unjam.Web.Otlp;

/// <summary>The SDK's provider, reader and exporter, set up for one collector.</summary>
internal sealed class OtlpPipeline : IDisposable
{
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
        provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddTelemetrySdk()
                .AddService("unjam", serviceVersion: version, autoGenerateServiceInstanceId: false).AddEnvironmentVariableDetector())
            .AddMeter(FleetInstruments.MeterName).AddReader(reader).Build();
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
