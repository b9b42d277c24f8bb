using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Metrics.Tests.Prometheus;

public sealed partial class RunningPrometheusTests(RunningPrometheus prometheus) : IClassFixture<RunningPrometheus>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public void EveryQuery_OfTheDashboard_ReturnsData()
    {
        Assert.InRange(GrafanaDashboard.Queries.Length, 30, 100);
        foreach (var query in GrafanaDashboard.Queries)
            HasData(query);
    }

    [Fact]
    public void EveryVariable_OfTheDashboard_HasValues()
    {
        Assert.Equal(3, GrafanaDashboard.Variables.Length);
        foreach (var (label, selector) in GrafanaDashboard.Variables)
            Eventually.True(() => prometheus.Server.Labels(label, selector).Length > 0, Long, selector);
    }

    [Fact]
    public void EveryRecordingRule_OverAPage_ReturnsData()
    {
        var names = Record().Matches(DeployedRules.Recording).Select(match => match.Groups["name"].Value).ToArray();
        Assert.NotEmpty(names);
        foreach (var name in names)
            HasData($"{{__name__=\"{name}\"}}");
    }

    [Fact]
    public void BothJobs_OfTheExample_AreScraped()
    {
        Eventually.True(() => prometheus.Server.Query("up == 1").Length == 2, Long, () => $"{prometheus.Server.Query("up").Length} jobs are up.");
        Assert.Contains(prometheus.Shop.Accepted, accept => accept.Contains("openmetrics", StringComparison.Ordinal));
    }

    private void HasData(string expression) =>
        Eventually.True(() => prometheus.Server.Query(expression).Any(double.IsFinite), Long, () => $"No data: {expression} ({string.Join(' ', prometheus.Server.Query(expression))})");

    [GeneratedRegex(@"record: (?<name>\S+)")]
    private static partial Regex Record();
}
