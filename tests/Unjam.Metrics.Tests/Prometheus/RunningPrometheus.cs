using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Metrics.Tests.Prometheus;

/// <summary>Prometheus and Alertmanager as Debian has them, with the configuration and the rules of deploy/, in a hurry: they scrape and judge every second,
/// and what an alert must hold for is a second too.</summary>
public sealed partial class RunningPrometheus : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-prometheus-").FullName;
    private readonly List<IDisposable> running = [];

    public RunningPrometheus()
    {
        running.Add(Shop);
        try
        {
            running.Add(Server = Start(StartAlertmanager()));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal WatchedShop Shop { get; } = new();

    internal PrometheusServer Server { get; }

    public void Dispose()
    {
        foreach (var each in Enumerable.Reverse(running))
            each.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A text of deploy/prometheus.</summary>
    internal static string Deployed(string name) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prometheus", name));

    private string StartAlertmanager()
    {
        var alertmanager = FreeAddress.OnLoopback();
        File.WriteAllText(Path.Combine(folder, "alertmanager.yml"), $$"""
            route: { receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s }
            receivers: [{ name: hook, webhook_configs: [{ url: "http://{{Shop.Address}}/hook", send_resolved: true }] }]
            """);
        running.Add(Daemon.Start(
            new Uri($"http://{alertmanager}/-/ready"), "prometheus-alertmanager", $"--config.file={folder}/alertmanager.yml", $"--storage.path={folder}/alertmanager",
            $"--web.listen-address={alertmanager}", "--cluster.listen-address="));
        return alertmanager;
    }

    private PrometheusServer Start(string alertmanager)
    {
        var configuration = Deployed("prometheus.yml")
            .Replace(": 15s", ": 1s", StringComparison.Ordinal)
            .Replace("localhost:9464", Shop.Address, StringComparison.Ordinal)
            .Replace("localhost:9093", alertmanager, StringComparison.Ordinal);
        return new PrometheusServer(configuration, new Dictionary<string, string>
        {
            ["recording.yml"] = Deployed("recording.yml"),
            ["alerts.yml"] = For().Replace(Deployed("alerts.yml"), "for: 1s"),
        });
    }

    [GeneratedRegex(@"\bfor: \w+")]
    private static partial Regex For();
}
