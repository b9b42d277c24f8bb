using Unjam.Cli.Output;
using Unjam.Fleet;
using Unjam.Web.Metrics;
using Unjam.Web.Otlp;

namespace Unjam.Cli.Serving;

/// <summary>Sends metrics by OTLP, when a collector was named on the command line, in the file or by the variables of OpenTelemetry.</summary>
internal sealed class Sending : IDisposable
{
    private readonly OtlpExport? export;

    private Sending(OtlpExport? export) => this.export = export;

    /// <summary>How it goes; null when nothing is sent.</summary>
    public Func<OtlpCounts>? Counts => export is null ? null : () => export.Counts;

    /// <exception cref="FormatException">What the variables say makes no sense.</exception>
    public static Sending Of(ServeSettings settings, Func<FleetView> view, Stage stage, TimeProvider time)
    {
        if (!OtlpOptions.TryRead(settings.Otlp, Environment.GetEnvironmentVariable, out var options, out var wrong))
            throw new FormatException(wrong);
        return options is null
            ? new(null)
            : new(new OtlpExport(options, view, new(Product.Version, settings.Culprits == true), new SentenceWriter(stage), time));
    }

    public void Start() => export?.Start();

    public void Dispose() => export?.Dispose();
}
