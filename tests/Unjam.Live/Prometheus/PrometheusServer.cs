using System.Globalization;
using System.Text.Json;

namespace Unjam.Live;

/// <summary>Prometheus as Debian has it, with a configuration of the test's own, until this is disposed.</summary>
public sealed class PrometheusServer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-prometheus-").FullName;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string address = FreeAddress.OnLoopback();
    private readonly Daemon daemon;

    /// <param name="configuration">The text of <c>prometheus.yml</c>.</param>
    /// <param name="files">Files that it names, by name.</param>
    public PrometheusServer(string configuration, IReadOnlyDictionary<string, string> files)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "prometheus.yml"), configuration);
            foreach (var (name, text) in files)
                File.WriteAllText(Path.Combine(folder, name), text);
            daemon = Daemon.Start(
                new Uri($"http://{address}/-/ready"), "prometheus", $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address={address}", "--log.level=warn");
        }
        catch
        {
            client.Dispose();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

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
        daemon.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private JsonDocument Get(string path)
    {
        using var answer = client.GetAsync(new Uri($"http://{address}/api/v1/{path}")).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text) : throw new InvalidOperationException($"{path}: {text}");
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
