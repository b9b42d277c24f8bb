using Unjam.Live;

namespace Unjam.Metrics.Tests.Prometheus;

/// <summary>Prometheus as Debian has it, with the configuration and the rules of deploy/, in a hurry: it scrapes and judges every second.</summary>
public sealed class RunningPrometheus : IDisposable
{
    public RunningPrometheus()
    {
        var configuration = DeployedRules.Text("prometheus.yml")
            .Replace(": 15s", ": 1s", StringComparison.Ordinal)
            .Replace("localhost:9464", Shop.Address, StringComparison.Ordinal);
        try
        {
            Server = new PrometheusServer(configuration, new Dictionary<string, string>
            {
                ["recording.yml"] = DeployedRules.Recording,
                ["alerts.yml"] = DeployedRules.HurriedAlerts,
            });
        }
        catch
        {
            Shop.Dispose();
            throw;
        }
    }

    internal WatchedShop Shop { get; } = new();

    internal PrometheusServer Server { get; }

    public void Dispose()
    {
        Server.Dispose();
        Shop.Dispose();
    }
}
