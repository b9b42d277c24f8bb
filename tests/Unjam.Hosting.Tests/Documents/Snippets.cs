using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Unjam.Executors;

namespace Unjam.Hosting.Tests.Documents;

/// <summary>The code of docs/hosting.md, so that it compiles.</summary>
internal static class Snippets
{
    public static void Web(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddUnjam()
            .AddExecutor("db", o => o with { Threads = 16, QueueLimit = 500, OnFull = FullPolicy.Reject })
            .AddEventLoop("game", o => o with { SlowCallback = TimeSpan.FromMilliseconds(50) });
        builder.Services.AddHealthChecks().AddUnjam();

        var app = builder.Build();
        app.MapUnjamMetrics("/metrics");
        app.MapHealthChecks("/health");
        app.MapGet("/orders", ([FromKeyedServices("db")] InstrumentedExecutor db, CancellationToken cancellation) =>
            db.RunAsync(cancelled => LoadOrders(cancelled), cancellation));
        app.Run();
    }

    public static async Task Program(int port)
    {
        await using var downloads = new InstrumentedExecutor(new() { Name = "downloads", Threads = 4, QueueLimit = 100 });
        using var server = MetricsServer.Start(port, new Observed { downloads });
    }

    /// <summary>Everything, without a host.</summary>
    public static async Task<string> WithoutHost(ILogger logger, Func<MetricsServer, string> use)
    {
        await using var downloads = new InstrumentedExecutor(new() { Name = "downloads", Threads = 4, QueueLimit = 100 });
        var observed = new Observed { downloads };
        using var watchdog = new ThreadPoolWatchdog(new WatchdogOptions { Logger = logger });
        watchdog.Start();
        observed.Add(watchdog);
        using var diagnosis = new SelfDiagnosis(observed, new SelfDiagnosisOptions { Logger = logger });
        diagnosis.Start();
        using var broadcast = new Broadcast(observed, diagnosis);
        broadcast.Start();
        using var server = MetricsServer.Start(0, observed, diagnosis);
        return use(server);
    }

    private static string[] LoadOrders(CancellationToken cancelled) => cancelled.IsCancellationRequested ? [] : ["one"];
}
