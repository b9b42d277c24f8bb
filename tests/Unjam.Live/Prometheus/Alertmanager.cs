using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Unjam.Live;

/// <summary>Alertmanager as Debian has it, and the one whom it tells, until this is disposed.</summary>
public sealed class Alertmanager : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-alertmanager-").FullName;
    private readonly HttpListener receiver = new();
    private readonly Thread receiving;
    private readonly Daemon daemon;

    public Alertmanager()
    {
        var hook = $"http://{FreeAddress.OnLoopback()}/";
        receiver.Prefixes.Add(hook);
        receiver.Start();
        receiving = new Thread(Receive) { IsBackground = true, Name = "alert receiver" };
        receiving.Start();
        try
        {
            File.WriteAllText(Path.Combine(folder, "alertmanager.yml"), $$"""
                route: { receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s }
                receivers: [{ name: hook, webhook_configs: [{ url: "{{hook}}", send_resolved: true }] }]
                """);
            daemon = Daemon.Start(
                new Uri($"http://{Address}/-/ready"), "prometheus-alertmanager", $"--config.file={folder}/alertmanager.yml", $"--storage.path={folder}/data",
                $"--web.listen-address={Address}", "--cluster.listen-address=");
        }
        catch
        {
            Stop();
            throw;
        }
    }

    /// <summary>Host and port that Prometheus sends its alerts to.</summary>
    public string Address { get; } = FreeAddress.OnLoopback();

    /// <summary>What it has told so far.</summary>
    public ConcurrentQueue<ToldAlert> Told { get; } = new();

    public void Dispose()
    {
        daemon.Dispose();
        Stop();
    }

    private void Stop()
    {
        receiver.Close();
        receiving.Join();
        Directory.Delete(folder, recursive: true);
    }

    private void Receive()
    {
        while (receiver.IsListening)
        {
            try
            {
                var context = receiver.GetContext();
                using var message = JsonDocument.Parse(context.Request.InputStream);
                foreach (var alert in message.RootElement.GetProperty("alerts").EnumerateArray())
                    Told.Enqueue(ToldAlert.Of(alert));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                return; // closed
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
