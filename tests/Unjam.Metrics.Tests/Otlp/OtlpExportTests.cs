using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Unjam.Fleet;
using Unjam.Live;
using Unjam.Web.Metrics;
using Unjam.Web.Otlp;

namespace Unjam.Metrics.Tests.Otlp;

public sealed class OtlpExportTests : IDisposable
{
    private readonly StringWriter errors = new();
    private FleetView view = Views.Of(Views.Ordinary());

    public void Dispose() => errors.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Export_OfAFleet_IsDecodedByOthersAsItWas(bool isGrpc)
    {
        using var meter = new Meter("Unjam");
        using var collector = Collector.Start(isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        if (isGrpc)
            collector.Answer = AnswerGrpc;
        using var export = Export(collector.Address, isGrpc);
        var lag = meter.CreateHistogram("eventloop_lag_seconds", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25] });
        lag.Record(0.2, new("target", "shop"), new("pid", 12), new("loop", "Main\x1b[2J"));
        export.Step();
        Assert.Equal((new OtlpCounts(1, 0, 0), ""), (export.Counts, errors.ToString()));

        var (path, header, body) = Assert.Single(collector.Requests);
        Assert.Equal(isGrpc ? "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" : "/v1/metrics", path);
        Assert.Equal("secret", header);
        var decoded = JsonDocument.Parse(ForeignReader.Node("decode-otlp.mjs", Convert.ToBase64String(body), isGrpc ? "--grpc" : "--http"));
        var resource = decoded.RootElement.GetProperty("resourceMetrics")[0];
        Assert.Contains("\"service.name\",\"value\":{\"stringValue\":\"unjam\"}", resource.GetProperty("resource").GetRawText(), StringComparison.Ordinal);
        var metrics = resource.GetProperty("scopeMetrics").EnumerateArray().SelectMany(scope => scope.GetProperty("metrics").EnumerateArray())
            .ToDictionary(metric => metric.GetProperty("name").GetString()!);

        var blocked = metrics["eventloop_blocked_seconds"];
        Assert.Equal("s", blocked.GetProperty("unit").GetString());
        var point = Assert.Single(blocked.GetProperty("gauge").GetProperty("dataPoints").EnumerateArray());
        Assert.Equal(12.5, point.GetProperty("asDouble").GetDouble());
        Assert.Equal("loop=MainThread pid=12 target=shop", string.Join(' ', point.GetProperty("attributes").EnumerateArray()
            .Select(each => $"{each.GetProperty("key").GetString()}={each.GetProperty("value").GetProperty("stringValue").GetString()}").Order(StringComparer.Ordinal)));

        var sum = metrics["threadpool_tasks_completed"].GetProperty("sum");
        Assert.True(sum.GetProperty("isMonotonic").GetBoolean());
        Assert.Equal("AGGREGATION_TEMPORALITY_CUMULATIVE", sum.GetProperty("aggregationTemporality").GetString());
        Assert.Equal(872, sum.GetProperty("dataPoints")[0].GetProperty("asDouble").GetDouble());

        var histogram = metrics["eventloop_lag_seconds"].GetProperty("histogram").GetProperty("dataPoints")[0];
        Assert.Equal((1, 0.2), (histogram.GetProperty("count").GetInt32(), histogram.GetProperty("sum").GetDouble()));
        Assert.Contains("\"loop\",\"value\":{\"stringValue\":\"Main\\\\x1b[2J\"}", histogram.GetProperty("attributes").GetRawText(), StringComparison.Ordinal);
        Assert.Contains(0.25, histogram.GetProperty("explicitBounds").EnumerateArray().Select(bound => bound.GetDouble()));
    }

    [Fact]
    public void Export_OfADotNetProcess_HasTheNamesOfTheRuntimeItself()
    {
        using var collector = Collector.Start();
        using var export = Export(collector.Address);
        view = Views.Of(Views.Ordinary(), Views.DotNet());
        export.Step();
        var decoded = JsonDocument.Parse(ForeignReader.Node("decode-otlp.mjs", Convert.ToBase64String(Assert.Single(collector.Requests).Body), "--http"));
        var metrics = decoded.RootElement.GetProperty("resourceMetrics")[0].GetProperty("scopeMetrics").EnumerateArray()
            .SelectMany(scope => scope.GetProperty("metrics").EnumerateArray()).ToDictionary(metric => metric.GetProperty("name").GetString()!);
        foreach (var (name, unit, isMonotonic, value) in new[]
        {
            ("dotnet.thread_pool.thread.count", "{thread}", false, "5"), ("dotnet.thread_pool.work_item.count", "{work_item}", true, "4321"),
            ("dotnet.thread_pool.queue.length", "{work_item}", false, "85"),
        })
        {
            var (metric, sum) = (metrics[name], metrics[name].GetProperty("sum"));
            Assert.Equal(unit, metric.GetProperty("unit").GetString());
            Assert.Equal(isMonotonic, sum.TryGetProperty("isMonotonic", out var told) && told.GetBoolean());
            var point = Assert.Single(sum.GetProperty("dataPoints").EnumerateArray());
            Assert.Equal(value, point.GetProperty("asInt").ToString());
            Assert.Contains("orders", point.GetProperty("attributes").GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TargetThatLeftTheView_InTheNextExport_IsNotThereAnyMore()
    {
        using var collector = Collector.Start();
        using var export = Export(collector.Address);
        view = Views.Of(Views.Ordinary(), Views.Ordinary("cart", 13));
        export.Step();
        view = Views.Of(Views.Ordinary());
        export.Step();
        Assert.Equal([true, false], collector.Requests.Select(request => request.Body.AsSpan().IndexOf("cart"u8) >= 0));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    public void CollectorThatAnswersAnError_IsSaidOnce_UntilItWorksAgain(int status)
    {
        using var collector = Collector.Start();
        collector.Answer = context => Status(context, status, null);
        using var export = Export(collector.Address);
        for (var times = 0; times < 5; times++)
            export.Step();
        Assert.Equal(new OtlpCounts(0, 5, 0), export.Counts);
        Assert.Equal(
            $"unjam: the OTLP receiver {collector.Address.AbsoluteUri}v1/metrics answered {status}; it is tried again every 60 s, and this is not said again until it works.\n",
            errors.ToString());

        collector.Answer = _ => Task.CompletedTask;
        export.Step();
        export.Step();
        Assert.Equal(new OtlpCounts(2, 5, 0), export.Counts);
        Assert.EndsWith("takes metrics again, after 5 exports that it did not.\n", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("unjam_otlp_exports"u8.ToArray(), collector.Requests.Last().Body);
    }

    [Fact]
    public void CollectorThatAsksToWait_IsLeftAlone_AsLongAsItAsks()
    {
        using var collector = Collector.Start();
        collector.Answer = context => Status(context, 429, "120");
        var clock = new StillClock();
        using var export = Export(collector.Address, clock: clock);
        export.Step();
        collector.Answer = _ => Task.CompletedTask;
        clock.Now += TimeSpan.FromSeconds(119);
        export.Step();
        Assert.Equal((1, new OtlpCounts(0, 1, 1)), (collector.Requests.Count, export.Counts));
        clock.Now += TimeSpan.FromSeconds(2);
        export.Step();
        Assert.Equal((2, new OtlpCounts(1, 1, 1)), (collector.Requests.Count, export.Counts));
    }

    [Fact]
    public void CollectorThatIsDown_IsSaidOnce_AndCostsNoMemory()
    {
        Uri address;
        using (var collector = Collector.Start())
            address = collector.Address;
        using var export = Export(address);
        for (var times = 0; times < 20; times++)
            export.Step();
        // what is kept grows each time; what other tests take meanwhile does not
        var least = long.MaxValue;
        for (var window = 0; window < 5; window++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var times = 0; times < 40; times++)
                export.Step();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.InRange(least, long.MinValue, 200_000);
        Assert.Equal(new OtlpCounts(0, 220, 0), export.Counts);
        Assert.Single(errors.ToString().TrimEnd('\n').Split('\n'));
        Assert.Contains("refuses connections", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CollectorThatIsSlow_IsGivenUp_WhenItsTimeIsOver(bool isGrpc)
    {
        using var collector = Collector.Start(isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        var forever = new TaskCompletionSource();
        collector.Answer = context => forever.Task.WaitAsync(context.RequestAborted);
        using var export = Export(collector.Address, isGrpc, timeout: TimeSpan.FromMilliseconds(300));
        export.Step();
        Assert.Equal(new OtlpCounts(0, 1, 0), export.Counts);
        Assert.Contains("did not answer in time", errors.ToString(), StringComparison.Ordinal);
        forever.SetResult();
    }

    [Fact]
    public void TargetsThatFlap_ByTheThousand_AreSentStillAndBounded()
    {
        using var collector = Collector.Start();
        using var export = Export(collector.Address);
        for (var pid = 1; pid <= 250; pid++)
        {
            view = Views.Of([.. Enumerable.Range(pid * 10, 10).Select(each => Views.Ordinary("shop", each))]);
            export.Step();
        }

        Assert.Equal(new OtlpCounts(250, 0, 0), export.Counts);
        Assert.True(collector.Requests.Last().Body.AsSpan().IndexOf("2509"u8) >= 0);
        Assert.True(collector.Requests.Last().Body.AsSpan().IndexOf("overflow"u8) < 0);
        Assert.InRange(collector.Requests.Max(request => request.Body.Length), 1, 200_000);
    }

    [Fact]
    public void Export_OnItsOwnThread_SendsAtItsIntervalAndALastTime()
    {
        using var collector = Collector.Start();
        using (var export = Export(collector.Address, interval: TimeSpan.FromMilliseconds(50)))
        {
            export.Start();
            Eventually.True(() => export.Counts.Sent >= 3, TimeSpan.FromSeconds(20), () => $"{export.Counts} {errors}");
            view = Views.Of(Views.Ordinary("last", 99));
        }

        Assert.True(collector.Requests.Last().Body.AsSpan().IndexOf("last"u8) >= 0);
    }

    private OtlpExport Export(Uri address, bool isGrpc = false, TimeSpan? timeout = null, TimeSpan? interval = null, TimeProvider? clock = null) => new(
        new OtlpOptions(isGrpc ? address : new Uri(address, "v1/metrics"), isGrpc, timeout ?? TimeSpan.FromSeconds(10), interval ?? TimeSpan.FromSeconds(60)) { Headers = "key=secret" },
        () => view, Page.Plain, errors, clock ?? TimeProvider.System);

    private static Task Status(HttpContext context, int status, string? retryAfter)
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    }

    private static async Task AnswerGrpc(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private sealed class StillClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Views.At;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
