using Unjam.Live;

namespace Unjam.Serve.Tests;

/// <summary>Five services, three of which stall, and one whose loop is held until it is released, watched by the shipped command, which a real Prometheus scrapes every second; it scrapes the first service's own metrics, too.</summary>
public sealed class WatchedServices : IDisposable
{
    private readonly List<IDisposable> running = [];
    private readonly string release = Path.Combine(Path.GetTempPath(), $"unjam-release-{Guid.NewGuid():n}");

    public WatchedServices()
    {
        try
        {
            Article = Start(Interpreters.List.First(each => each.Packages.Contains("prometheus_client")), "article_metrics.py");
            Blocked = Start(Interpreters.OfSeries("3.8"), "s01_loop_blocked_sleep.py");
            Deadlocked = Start(Interpreters.OfSeries("3.12"), "s08_nested_submit_deadlock.py");
            Limited = Start(Interpreters.List.First(each => each.Packages.Contains("fastapi") && each.Packages.Contains("uvicorn")), "s06_fastapi_limiter40.py");
            Healthy = Start(Interpreters.OfSeries("3.14"), "s27_healthy.py");
            Held = Start(Interpreters.OfSeries("3.11"), "blocked_until.py");
            running.Add(Unjam = Serving.Over(Article, Blocked, Deadlocked, Limited, Healthy, Held));
            running.Add(Alertmanager = new Alertmanager());
            var own = Article.Announcement.GetProperty("expect").GetProperty("port").GetInt32();
            Prometheus = new PrometheusServer(
                $$"""
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [recording.yml, alerts.yml]
                alerting: { alertmanagers: [{ static_configs: [{ targets: ["{{Alertmanager.Address}}"] }] }] }
                scrape_configs:
                  - job_name: unjam
                    static_configs: [{ targets: ["{{Unjam.Address}}"] }]
                  - job_name: service
                    static_configs: [{ targets: ["127.0.0.1:{{own}}"] }]
                """,
                new Dictionary<string, string> { ["recording.yml"] = DeployedRules.Recording, ["alerts.yml"] = DeployedRules.HurriedAlerts });
            running.Add(Prometheus);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal Serving Unjam { get; }

    internal PrometheusServer Prometheus { get; }

    internal LiveTarget Article { get; }

    internal LiveTarget Blocked { get; }

    internal LiveTarget Deadlocked { get; }

    internal LiveTarget Limited { get; }

    internal LiveTarget Healthy { get; }

    internal LiveTarget Held { get; }

    internal Alertmanager Alertmanager { get; }

    /// <summary>Lets the loop of <see cref="Held"/> go round again.</summary>
    internal void Release() => File.WriteAllText(release, "");

    public void Dispose()
    {
        foreach (var each in Enumerable.Reverse(running))
            each.Dispose();
        File.Delete(release);
    }

    private LiveTarget Start(Interpreter python, string script)
    {
        var target = LiveTarget.Start(python, script, environment: new Dictionary<string, string> { ["DURATION"] = "300", ["PORT"] = FreeAddress.Port(), ["UNTIL"] = release });
        running.Add(target);
        return target;
    }
}
