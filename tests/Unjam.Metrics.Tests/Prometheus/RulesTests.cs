using System.Text.RegularExpressions;
using Unjam.Diagnosis;
using Unjam.Live;

namespace Unjam.Metrics.Tests.Prometheus;

public sealed partial class RulesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "prometheus");

    [Fact]
    public void RulesAndExample_ByPromtool_AreAccepted()
    {
        Accepted("check", "rules", Path.Combine(Folder, "alerts.yml"), Path.Combine(Folder, "recording.yml"));
        Accepted("check", "config", Path.Combine(Folder, "prometheus.yml"));
    }

    [Fact]
    public void TestsOfTheRules_ByPromtool_Pass() => Accepted(["test", "rules", .. Directory.GetFiles(Path.Combine(Folder, "tests"), "*.yml")]);

    [Fact]
    public void EveryAlert_IsTested_AndLeadsToAPageThatExists()
    {
        var tests = string.Concat(Directory.GetFiles(Path.Combine(Folder, "tests"), "*.yml").Select(File.ReadAllText));
        var alerts = Alert().Matches(DeployedRules.Text("alerts.yml"));
        Assert.True(alerts.Count >= 10);
        foreach (Match alert in alerts)
        {
            Assert.Contains($"alertname: {alert.Groups["name"].Value}", tests, StringComparison.Ordinal);
            var page = alert.Groups["page"].Value;
            Assert.True(page == "{{ $labels.id }}" || FindingIds.All.Contains(page), $"{alert.Groups["name"].Value} leads to /explain/{page}, which no finding has.");
        }

        Assert.Equal(alerts.Count, DeployedRules.Text("alerts.yml").Split("- alert:").Length - 1);
    }

    private static void Accepted(params string[] arguments)
    {
        var (exitCode, output) = ForeignReader.Run(["promtool", .. arguments], "");
        Assert.True(exitCode == 0, output);
    }

    [GeneratedRegex(@"- alert: (?<name>\w+)(?:(?!- alert:)[\s\S])*?runbook_url: ""http://\{\{ \$labels\.instance \}\}/explain/(?<page>[^""]+)""")]
    private static partial Regex Alert();
}
