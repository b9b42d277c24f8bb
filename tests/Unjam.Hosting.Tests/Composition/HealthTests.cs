using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Unjam.Executors;
using Unjam.Live;

namespace Unjam.Hosting.Tests.Composition;

/// <summary>An incident from its beginning to its end, as a host shows it.</summary>
public sealed class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task SaturatedExecutor_UntilItIsFree_DegradesTheHealthAndIsLoggedOnce()
    {
        var told = new Told();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(told);
        builder.Services.AddUnjam(options => options.Quiet = TimeSpan.FromMilliseconds(500)).AddExecutor("db", options => options with { Threads = 2 });
        builder.Services.AddHealthChecks().AddUnjam();
        using var host = builder.Build();
        await host.StartAsync();
        using var server = MetricsServer.Start(0, host.Services.GetRequiredService<Observed>(), host.Services.GetRequiredService<SelfDiagnosis>());
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        var executor = host.Services.GetRequiredKeyedService<InstrumentedExecutor>("db");
        using var open = new ManualResetEventSlim();
        var work = Enumerable.Range(0, 20).Select(_ => executor.RunAsync((Action<CancellationToken>)new Orders(open).Load)).ToList();
        var entry = await Until(health, status => status == HealthStatus.Degraded, "it did not degrade");
        var ids = Assert.IsType<string[]>(entry.Data["findings"]);
        Assert.Contains("pool-saturated", ids);
        Assert.Contains("db", Assert.IsType<string[]>(entry.Data["subjects"]));
        var page = Serving.Scrape.Body(Serving.Scrape.Of(server.Endpoint, Serving.Scrape.Metrics));
        Assert.Contains("unjam_finding_active{id=\"pool-saturated\",severity=", page, StringComparison.Ordinal);

        open.Set();
        await Task.WhenAll(work);
        await Until(health, status => status == HealthStatus.Healthy, "it did not become healthy again");
        // the health is known a moment before the log is written
        Eventually.True(() => told.Of("IncidentClosed").Length > 0, TimeSpan.FromSeconds(20), "its end was not logged");
        var opened = Assert.Single(told.Of("IncidentOpened"), logged => logged.Text.StartsWith("pool-saturated: ", StringComparison.Ordinal));
        Assert.True(opened.Level >= LogLevel.Warning);
        Assert.Contains("HealthTests.Orders.Load", opened.Text, StringComparison.Ordinal);
        Assert.Contains(" Advice: ", opened.Text, StringComparison.Ordinal);
        Assert.Single(told.Of("IncidentClosed"), logged => logged.Text.StartsWith("pool-saturated of db is over", StringComparison.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public async Task BlockedLoop_WhileItIsBlocked_DegradesTheHealth()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddUnjam(options => options.Quiet = TimeSpan.FromMilliseconds(500)).AddEventLoop("main");
        builder.Services.AddHealthChecks().AddUnjam();
        using var host = builder.Build();
        await host.StartAsync();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        var loop = host.Services.GetRequiredKeyedService<EventLoop>("main");
        using var open = new ManualResetEventSlim();
        loop.Post(() => open.Wait());
        var entry = await Until(health, status => status == HealthStatus.Degraded, "it did not degrade");
        Assert.Contains("loop-blocked", Assert.IsType<string[]>(entry.Data["findings"]));
        open.Set();
        await Until(health, status => status == HealthStatus.Healthy, "it did not become healthy again");
        await host.StopAsync();
    }

    [Fact]
    public async Task Health_WithoutDiagnosis_IsNotCalledHealthy()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddUnjam(options => options.Diagnose = false);
        builder.Services.AddHealthChecks().AddUnjam();
        using var host = builder.Build();
        await host.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync());
    }

    private static async Task<HealthReportEntry> Until(HealthCheckService health, Func<HealthStatus, bool> wanted, string otherwise)
    {
        var entry = default(HealthReportEntry);
        await Task.Run(() => Eventually.True(
            () => wanted((entry = health.CheckHealthAsync().GetAwaiter().GetResult().Entries["unjam"]).Status), Patience, () => $"{otherwise}: {entry.Status} {entry.Description}"));
        return entry;
    }

    private sealed class Orders(ManualResetEventSlim open)
    {
        public void Load(CancellationToken cancellation) => open.Wait(cancellation);
    }
}
