using Unjam.Web.Otlp;

namespace Unjam.Metrics.Tests.Otlp;

public sealed class OtlpOptionsTests
{
    [Theory]
    [InlineData("http://collector:4318", "", "http://collector:4318/v1/metrics", false)]
    [InlineData("http://collector:4318/", "", "http://collector:4318/v1/metrics", false)]
    [InlineData("http://collector/otlp", "", "http://collector/otlp/v1/metrics", false)]
    [InlineData("http://collector:4318/v1/metrics", "", "http://collector:4318/v1/metrics", false)]
    [InlineData("http://collector:4317", "", "http://collector:4317/", true)]
    [InlineData("https://collector", "", "https://collector/v1/metrics", false)]
    [InlineData("http://collector:4318", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "http://collector:4318/", true)]
    [InlineData("http://collector:4317", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf;OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "http://collector:4317/v1/metrics", false)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318", "http://a:4318/v1/metrics", false)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318;OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://b:1/x", "http://b:1/x", false)]
    [InlineData("http://c:4318", "OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318;OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://b:1/x", "http://c:4318/v1/metrics", false)]
    public void Address_FromOptionOrVariables_IsWhereOpenTelemetryPutsIt(string? url, string variables, string endpoint, bool isGrpc)
    {
        Assert.True(OtlpOptions.TryRead(url, Of(variables), out var options, out var wrong), wrong);
        Assert.Equal(endpoint, options?.Endpoint.AbsoluteUri);
        Assert.Equal(isGrpc, options?.IsGrpc);
    }

    [Fact]
    public void Variables_OfTheExporter_AreTaken()
    {
        const string Variables = "OTEL_EXPORTER_OTLP_HEADERS=a=b;OTEL_EXPORTER_OTLP_METRICS_HEADERS=key=secret;OTEL_EXPORTER_OTLP_TIMEOUT=1500;OTEL_METRIC_EXPORT_INTERVAL=5000;OTEL_EXPORTER_OTLP_COMPRESSION=gzip";
        Assert.True(OtlpOptions.TryRead("http://a:4318", Of(Variables), out var options, out _));
        Assert.Equal(("key=secret", 1.5, 5.0, true), (options?.Headers, options?.Timeout.TotalSeconds, options?.Interval.TotalSeconds, options?.IsCompressed));
        Assert.True(OtlpOptions.TryRead("http://a:4318", Of(""), out options, out _));
        Assert.Equal((null, 10.0, 60.0, false), (options?.Headers, options?.Timeout.TotalSeconds, options?.Interval.TotalSeconds, options?.IsCompressed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318;OTEL_SDK_DISABLED=true")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a:4318;OTEL_METRICS_EXPORTER=none")]
    public void NoAddress_OrSwitchedOff_SendsNothing(string variables)
    {
        Assert.True(OtlpOptions.TryRead(null, Of(variables), out var options, out var wrong));
        Assert.Null(options);
        Assert.Null(wrong);
    }

    [Theory]
    [InlineData("collector:4318", "", "'collector:4318' is not the address of an OTLP receiver: give a URL such as http://localhost:4318.")]
    [InlineData("ftp://a", "", "'ftp://a' is not the address of an OTLP receiver: give a URL such as http://localhost:4318.")]
    [InlineData("http://a", "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTLP protocol 'http/json' is not known here: set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf or grpc.")]
    [InlineData("http://a", "OTEL_EXPORTER_OTLP_COMPRESSION=zstd", "OTLP compression 'zstd' is not known here: set OTEL_EXPORTER_OTLP_COMPRESSION to gzip or none.")]
    [InlineData("http://a", "OTEL_EXPORTER_OTLP_TIMEOUT=10s", "OTEL_EXPORTER_OTLP_TIMEOUT is '10s': give it in milliseconds, such as 10000.")]
    [InlineData("http://a", "OTEL_METRIC_EXPORT_INTERVAL=0", "OTEL_METRIC_EXPORT_INTERVAL is '0': give it in milliseconds, such as 60000.")]
    public void WhatCannotBeUnderstood_IsRefused_InOneSentence(string url, string variables, string sentence)
    {
        Assert.False(OtlpOptions.TryRead(url, Of(variables), out var options, out var wrong));
        Assert.Null(options);
        Assert.Equal(sentence, wrong);
    }

    private static Func<string, string?> Of(string variables)
    {
        var known = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(each => each.Split('=', 2)[0], each => each.Split('=', 2)[1]);
        return name => known.GetValueOrDefault(name);
    }
}
