using System.Globalization;

namespace Unjam.Web.Otlp;

/// <summary>Where metrics are sent by OTLP, and how: from <c>--otlp URL</c> and the variables that OpenTelemetry defines.</summary>
/// <param name="Endpoint">For HTTP the whole URL, <c>/v1/metrics</c> included; for gRPC the server.</param>
/// <param name="IsGrpc">gRPC, else HTTP with protobuf bodies.</param>
/// <param name="Timeout">How long one export may take.</param>
/// <param name="Interval">Time between two exports.</param>
public sealed record OtlpOptions(Uri Endpoint, bool IsGrpc, TimeSpan Timeout, TimeSpan Interval)
{
    private const string Path = "v1/metrics";
    private const int GrpcPort = 4317;

    /// <summary>Headers of every request, as OpenTelemetry writes them: <c>name=value,name=value</c>; null for none. May hold secrets.</summary>
    public string? Headers { get; init; }

    /// <summary>Bodies are compressed.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Reads the option and the variables.</summary>
    /// <param name="url">The value of <c>--otlp</c>, which is a base to which <c>/v1/metrics</c> is added for HTTP; null when it was not given.</param>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <param name="options">Null when nothing is to be sent: no address is given, or OpenTelemetry is switched off.</param>
    /// <param name="wrong">What cannot be understood, and what would be: one sentence. Null when all is well.</param>
    /// <returns>Whether all could be understood.</returns>
    public static bool TryRead(string? url, Func<string, string?> variable, out OtlpOptions? options, out string? wrong)
    {
        (options, wrong) = (null, null);
        var forMetrics = Of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        if (url is null && (Of("OTEL_SDK_DISABLED") is "true" || Of("OTEL_METRICS_EXPORTER") is { } exporter && exporter != "otlp"))
            return true;
        if ((url ?? forMetrics ?? Of("OTEL_EXPORTER_OTLP_ENDPOINT")) is not { } address)
            return true;

        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            wrong = $"'{address}' is not the address of an OTLP receiver: give a URL such as http://localhost:4318.";
        else if (endpoint.Scheme == "https" && !Tls.IsThere)
            wrong = $"'{address}' needs OpenSSL, which this machine does not have: install it (libssl3), or send to a collector by http.";
        var protocol = Of("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL") ?? Of("OTEL_EXPORTER_OTLP_PROTOCOL") ?? (endpoint?.Port == GrpcPort ? "grpc" : "http/protobuf");
        if (protocol is not ("grpc" or "http/protobuf"))
            wrong ??= $"OTLP protocol '{protocol}' is not known here: set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf or grpc.";
        var compression = Of("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION") ?? Of("OTEL_EXPORTER_OTLP_COMPRESSION") ?? "none";
        if (compression is not ("gzip" or "none"))
            wrong ??= $"OTLP compression '{compression}' is not known here: set OTEL_EXPORTER_OTLP_COMPRESSION to gzip or none.";
        var timeout = Milliseconds(["OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT"], 10_000, ref wrong);
        var interval = Milliseconds(["OTEL_METRIC_EXPORT_INTERVAL"], 60_000, ref wrong);
        if (wrong is not null)
            return false;

        var isGrpc = protocol == "grpc";
        // the variable for metrics alone is taken as it is, every other address is a base
        var isWhole = isGrpc || (url is null && forMetrics is not null) || endpoint!.AbsolutePath.EndsWith("/" + Path, StringComparison.Ordinal);
        options = new OtlpOptions(isWhole ? endpoint! : new Uri(endpoint!.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + Path), isGrpc, timeout, interval)
        {
            Headers = Of("OTEL_EXPORTER_OTLP_METRICS_HEADERS") ?? Of("OTEL_EXPORTER_OTLP_HEADERS"),
            IsCompressed = compression == "gzip",
        };
        return true;

        string? Of(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

        TimeSpan Milliseconds(string[] names, int otherwise, ref string? wrong)
        {
            foreach (var name in names)
            {
                if (Of(name) is not { } text)
                    continue;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
                    return TimeSpan.FromMilliseconds(value);
                wrong ??= $"{name} is '{text}': give it in milliseconds, such as {otherwise}.";
            }

            return TimeSpan.FromMilliseconds(otherwise);
        }
    }
}
