using System.Text.Json;
using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Metrics.Tests.Prometheus;

public sealed partial class RunningPrometheusTests(RunningPrometheus prometheus) : IClassFixture<RunningPrometheus>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static JsonElement Dashboard { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "unjam.json"))).RootElement;

    [Fact]
    public void EveryQuery_OfTheDashboard_ReturnsData()
    {
        var queries = Dashboard.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!)).ToArray();
        Assert.InRange(queries.Length, 30, 100);
        foreach (var query in queries)
            HasData(AsGrafanaAsks(query));
    }

    [Fact]
    public void EveryVariable_OfTheDashboard_HasValues()
    {
        var asked = Dashboard.GetProperty("templating").GetProperty("list").EnumerateArray()
            .Where(variable => variable.GetProperty("type").GetString() == "query").Select(variable => LabelValues().Match(variable.GetProperty("definition").GetString()!)).ToArray();
        Assert.Equal(3, asked.Length);
        foreach (var each in asked)
            Eventually.True(() => prometheus.Labels(each.Groups["label"].Value, AsGrafanaAsks(each.Groups["selector"].Value)).Length > 0, Long, each.Value);
    }

    [Fact]
    public void EveryRecordingRule_OverAPage_ReturnsData()
    {
        var names = Record().Matches(RunningPrometheus.Deployed("recording.yml")).Select(match => match.Groups["name"].Value).ToArray();
        Assert.NotEmpty(names);
        foreach (var name in names)
            HasData($"{{__name__=\"{name}\"}}");
    }

    [Fact]
    public void BothJobs_OfTheExample_AreScraped()
    {
        Eventually.True(() => prometheus.Query("up == 1").Length == 2, Long, () => $"{prometheus.Query("up").Length} jobs are up.");
        Assert.Contains(prometheus.Shop.Accepted, accept => accept.Contains("openmetrics", StringComparison.Ordinal));
    }

    [Fact]
    public void LoopThatIsBlocked_InARunningPrometheus_FiresItsAlertAndResolvesIt()
    {
        prometheus.Shop.IsBlocked = true;
        try
        {
            Told("UnjamLoopBlocked", "firing", "loop-blocked");
            Told("UnjamFindingCritical", "firing", "loop-blocked");
        }
        finally
        {
            prometheus.Shop.IsBlocked = false;
        }

        Told("UnjamLoopBlocked", "resolved", "loop-blocked");
        Told("UnjamFindingCritical", "resolved", "loop-blocked");
    }

    private void Told(string alert, string status, string page) => Eventually.True(
        () => prometheus.Shop.Alerts.Contains((status, alert, $"http://{prometheus.Shop.Address}/explain/{page}")), Long,
        () => $"{alert} is not {status}; told was {string.Join(' ', prometheus.Shop.Alerts)}");

    private void HasData(string expression) =>
        Eventually.True(() => prometheus.Query(expression).Any(double.IsFinite), Long, () => $"No data: {expression} ({string.Join(' ', prometheus.Query(expression))})");

    private static string AsGrafanaAsks(string expression) => expression
        .Replace("$__rate_interval", "10s", StringComparison.Ordinal).Replace("$job", ".*", StringComparison.Ordinal)
        .Replace("$target", ".*", StringComparison.Ordinal).Replace("$pid", ".*", StringComparison.Ordinal);

    [GeneratedRegex(@"^label_values\((?<selector>.+), (?<label>\w+)\)$")]
    private static partial Regex LabelValues();

    [GeneratedRegex(@"record: (?<name>\S+)")]
    private static partial Regex Record();
}
