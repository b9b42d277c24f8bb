using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Unjam.Executors;
using Unjam.Hosting;

namespace Shop;

/// <summary>Cases of services: Kestrel, and what Unjam's own library gives a host.</summary>
internal static class HostedCases
{
    public static IReadOnlyList<Case> All { get; } =
    [
        new("kestrel", Web.SyncOverAsync) { Finding = "sync-over-async", Culprit = "Shop.Catalog.Price", Cause = "join", Subject = ".NET thread pool" },
        new("healthy", Web.Healthy),
        new("fast", Throughput.Fast),
        new("blocking", Throughput.Blocking),
        new("awaiting", Throughput.Awaiting),
        new("blocked-loop", (ledger, _) => Game.Block(ledger, Host().GetRequiredKeyedService<EventLoop>("game")))
        {
            Finding = "loop-blocked", Culprit = "Shop.Game.Save", Cause = "sleep", Subject = "game",
        },
        new("saturated-executor", (ledger, _) => Database.Saturate(ledger, Host().GetRequiredKeyedService<InstrumentedExecutor>("db")))
        {
            Finding = "pool-saturated", Culprit = "Shop.Database.Query", Subject = "db",
        },
    ];

    private static IServiceProvider Host()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddUnjam()
            .AddExecutor("db", options => options with { Threads = 4 })
            .AddEventLoop("game");
        var host = builder.Build();
        host.StartAsync().GetAwaiter().GetResult();
        return host.Services;
    }
}
