using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Unjam.Diagnosis;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Model;
using Unjam.Web.Metrics;

namespace Unjam.Metrics.Tests.Prometheus;

/// <summary>Serves the families of a shop whose numbers grow from scrape to scrape.</summary>
internal sealed class WatchedShop : IDisposable
{
    private readonly WebApplication application;
    private long scrapes;

    public WatchedShop()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.Run(Answer);
        application.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>Host and port.</summary>
    public string Address => new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    public ConcurrentBag<string> Accepted { get; } = [];

    public void Dispose()
    {
        using var now = new CancellationTokenSource();
        now.Cancel();
        application.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)application).Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        if (context.Request.Path == "/sd")
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""[{"targets":["{{Address}}"]}]""");
        }
        else
        {
            var accept = context.Request.Headers.Accept.ToString();
            Accepted.Add(accept);
            var output = new ArrayBufferWriter<byte>();
            var isOpen = accept.Contains("openmetrics", StringComparison.Ordinal);
            var families = FleetFamilies.Of(Views.Of(Shop(Interlocked.Increment(ref scrapes))), Page.Culprits);
            if (isOpen)
                OpenMetricsText.Write(output, families);
            else
                PrometheusText.Write(output, families);
            context.Response.ContentType = isOpen ? OpenMetricsText.ContentType : PrometheusText.ContentType;
            await context.Response.Body.WriteAsync(output.WrittenMemory);
        }
    }

    private static TargetView Shop(long times)
    {
        var shop = Views.Ordinary();
        return shop with
        {
            Report = Views.Judged(new Finding(FindingIds.PoolGrowing, Severity.Info, "", "")),
            Looks = new LookCounts(2 * times, times, 0),
            LookDuration = Views.Counted((0.0002, 3 * times)),
            Process = new ProcessNumbers(TimeSpan.FromSeconds(times / 4.0), 50_000_000, 14, TimeSpan.FromSeconds(times / 100.0), times, times),
            Loops =
            [
                Views.Loop() with
                {
                    Lag = Views.Counted((0.002, 20 * times), (0.4, times)) with { Exemplars = [new Exemplar(0.00005, Views.At, "fetch db.py:41"), .. new Exemplar?[15]] },
                    Stalls = [new StallCount("sleep", "fetch db.py:41", times, TimeSpan.FromSeconds(times / 10.0))],
                },
            ],
            Pools = [Grown(Views.Pool()), Grown(Views.Pool("limiter of 40") with { Borrowed = 40, Limit = 40 })],
        };

        PoolView Grown(PoolView pool) => pool with
        {
            Submitted = 5 * times,
            Completed = 4 * times,
            RunTime = Views.Counted((0.3, 4 * times)),
            QueueTime = Views.Counted((3, 4 * times)),
        };
    }
}
