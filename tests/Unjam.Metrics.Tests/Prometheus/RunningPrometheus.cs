using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Metrics.Tests.Prometheus;

/// <summary>Prometheus and Alertmanager as Debian has them, with the configuration and the rules of deploy/, in a hurry: they scrape and judge every second,
/// and what an alert must hold for is a second too.</summary>
public sealed partial class RunningPrometheus : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-prometheus-").FullName;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string prometheus = FreeAddress();
    private readonly List<IDisposable> running = [];

    public RunningPrometheus()
    {
        running.Add(Shop);
        try
        {
            StartAlertmanager(FreeAddress());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal WatchedShop Shop { get; } = new();

    /// <summary>What an expression comes to now: the values of all series.</summary>
    public double[] Query(string expression)
    {
        using var answer = Get("query?query=" + Uri.EscapeDataString(expression));
        return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(each => Number(each.GetProperty("value")[1].GetString()!))];
    }

    /// <summary>The values of a label.</summary>
    public string[] Labels(string label, string selector)
    {
        using var answer = Get($"label/{label}/values?match[]={Uri.EscapeDataString(selector)}");
        return [.. answer.RootElement.GetProperty("data").EnumerateArray().Select(each => each.GetString()!)];
    }

    public void Dispose()
    {
        foreach (var each in Enumerable.Reverse(running))
            each.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A text of deploy/prometheus.</summary>
    internal static string Deployed(string name) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prometheus", name));

    private void StartAlertmanager(string alertmanager)
    {
        File.WriteAllText(Path.Combine(folder, "alertmanager.yml"), $$"""
            route: { receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s }
            receivers: [{ name: hook, webhook_configs: [{ url: "http://{{Shop.Address}}/hook", send_resolved: true }] }]
            """);
        running.Add(Daemon.Start(
            () => IsReady(alertmanager), "prometheus-alertmanager", $"--config.file={folder}/alertmanager.yml", $"--storage.path={folder}/alertmanager",
            $"--web.listen-address={alertmanager}", "--cluster.listen-address="));

        File.WriteAllText(Path.Combine(folder, "prometheus.yml"), Deployed("prometheus.yml")
            .Replace(": 15s", ": 1s", StringComparison.Ordinal)
            .Replace("localhost:9464", Shop.Address, StringComparison.Ordinal)
            .Replace("localhost:9093", alertmanager, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "recording.yml"), Deployed("recording.yml"));
        File.WriteAllText(Path.Combine(folder, "alerts.yml"), For().Replace(Deployed("alerts.yml"), "for: 1s"));
        running.Add(Daemon.Start(
            () => IsReady(prometheus), "prometheus", $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
            $"--web.listen-address={prometheus}", "--log.level=warn"));
    }

    private JsonDocument Get(string path)
    {
        using var answer = client.GetAsync(new Uri($"http://{prometheus}/api/v1/{path}")).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text);
    }

    private bool IsReady(string address)
    {
        try
        {
            using var answer = client.GetAsync(new Uri($"http://{address}/-/ready")).GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    [GeneratedRegex(@"\bfor: \w+")]
    private static partial Regex For();
}
