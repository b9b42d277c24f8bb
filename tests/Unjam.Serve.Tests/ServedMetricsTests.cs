using System.Globalization;
using Unjam.Live;

namespace Unjam.Serve.Tests;

/// <summary>What a Prometheus has of five watched services, against what one of them counts itself.</summary>
public sealed class ServedMetricsTests(WatchedServices services) : IClassFixture<WatchedServices>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    private PrometheusServer Prometheus => services.Prometheus;

    [Fact]
    public void AllFive_Watched_AreUp()
    {
        // the fourth has started its load generator, which is watched as well
        var five = string.Join('|', new[] { services.Article, services.Blocked, services.Deadlocked, services.Limited, services.Healthy }.Select(each => each.Pid));
        Eventually.True(() => Prometheus.Query($"unjam_target_up{{pid=~\"{five}\"}} == 1").Length == 5, Long, () => $"{string.Join(' ', Prometheus.Query("unjam_target_up"))}: {services.Unjam.Said}");
    }

    [Fact]
    public void EachThatStalls_Watched_HasItsFindingAndNoOther()
    {
        Only(services.Blocked, "loop-blocked");
        Only(services.Deadlocked, "pool-deadlocked");
        Only(services.Limited, "limiter-exhausted");
        Assert.Empty(Prometheus.Query($"unjam_finding_active{{pid=\"{services.Healthy.Pid}\"}} == 1"));
    }

    [Fact]
    public void Stalls_OfABlockedLoop_AreCountedWithTheirCause() =>
        Eventually.True(
            () => Prometheus.Query($"eventloop_stalls_total{{pid=\"{services.Blocked.Pid}\",cause=\"sleep\"}} >= 2").Length == 1
                && Prometheus.Query($"max_over_time(eventloop_blocked_seconds{{pid=\"{services.Blocked.Pid}\"}}[20s]) > 0.3").Length == 1,
            Long, () => services.Unjam.Get("/metrics"));

    [Fact]
    public void LoopThatIsBlocked_FiresItsAlerts_AndResolvesThemWhenItGoesOn()
    {
        try
        {
            Told("firing", "UnjamLoopBlocked");
            Told("firing", "UnjamFindingCritical");
        }
        finally
        {
            services.Release();
        }

        Told("resolved", "UnjamLoopBlocked");
        Told("resolved", "UnjamFindingCritical");
        Assert.Contains("loop-blocked", services.Unjam.Get("/explain/loop-blocked"), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryQuery_OfTheDashboard_ReturnsData()
    {
        // what the kernel does not count is not shown
        var countsIo = File.Exists("/proc/sys/kernel/task_delayacct") && File.ReadAllText("/proc/sys/kernel/task_delayacct").Trim() != "0";
        var shown = GrafanaDashboard.Queries.Where(query => countsIo || !query.Contains("process_io_wait", StringComparison.Ordinal)).ToArray();
        Assert.InRange(shown.Length, 30, 100);
        foreach (var query in shown)
            Eventually.True(() => Prometheus.Query(query).Any(double.IsFinite), Long, () => $"No data: {query} ({string.Join(' ', Prometheus.Query(query))})");
    }

    [Fact]
    public void PoolOfTheArticle_AtSteadyState_IsWhatTheServiceSaysItself()
    {
        const string Window = "20s";
        var pid = services.Article.Pid.ToString(CultureInfo.InvariantCulture);
        var here = $"job=\"unjam\",pid=\"{pid}\"";
        // both must have been scraped all the time: nineteen of twenty
        Eventually.True(
            () => Prometheus.Query($"count_over_time(threadpool_queue_length{{{here}}}[{Window}]) >= 19").Length == 1
                && Prometheus.Query($"count_over_time(threadpool_queue_length{{job=\"service\"}}[{Window}]) >= 19").Length == 1,
            Long, () => services.Unjam.Get("/metrics"));

        foreach (var gauge in new[] { "threadpool_active_threads", "threadpool_queue_length" })
        {
            var truth = Only($"quantile_over_time(0.5, {gauge}{{job=\"service\"}}[{Window}])");
            Assert.Equal(truth, Only($"quantile_over_time(0.5, {gauge}{{{here}}}[{Window}])"));
        }

        foreach (var time in new[] { "threadpool_task_queue_time_seconds", "threadpool_task_execution_time_seconds" })
        {
            var truth = Only($"rate({time}_sum{{job=\"service\"}}[{Window}]) / rate({time}_count{{job=\"service\"}}[{Window}])");
            var seen = Only($"rate({time}_sum{{{here}}}[{Window}]) / rate({time}_count{{{here}}}[{Window}])");
            Assert.InRange(seen, truth * 0.9, truth * 1.1);
        }

        foreach (var count in new[] { "threadpool_tasks_submitted_total", "threadpool_tasks_completed_total" })
        {
            var truth = Only($"rate({count}{{job=\"service\"}}[{Window}])");
            Assert.InRange(Only($"rate({count}{{{here}}}[{Window}])"), truth * 0.9, truth * 1.1);
        }
    }

    private void Only(LiveTarget target, string finding)
    {
        var pid = target.Pid.ToString(CultureInfo.InvariantCulture);
        Eventually.True(() => Prometheus.Query($"unjam_finding_active{{pid=\"{pid}\",id=\"{finding}\"}} == 1").Length == 1, Long, () => services.Unjam.Get("/metrics"));
        Assert.Empty(Prometheus.Query($"max_over_time(unjam_finding_active{{pid=\"{pid}\",id!=\"{finding}\"}}[5m]) == 1"));
    }

    private void Told(string status, string alert)
    {
        var told = new ToldAlert(status, alert, services.Held.Pid.ToString(CultureInfo.InvariantCulture), $"http://{services.Unjam.Address}/explain/loop-blocked");
        Eventually.True(() => services.Alertmanager.Told.Contains(told), Long, () => $"{alert} is not {status}; told was {string.Join(' ', services.Alertmanager.Told)}");
    }

    private double Only(string expression) => Assert.Single(Prometheus.Query(expression));
}
