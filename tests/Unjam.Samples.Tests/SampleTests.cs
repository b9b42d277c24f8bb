using System.Globalization;
using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Samples.Tests;

/// <summary>The samples do what they say they do.</summary>
public sealed partial class SampleTests(SampleRuns samples) : IClassFixture<SampleRuns>
{
    [Fact]
    public async Task Backlog_OfTwentyQueries_EndsWithTheTimesOfTheArticle()
    {
        var last = LastLine(await samples.Output("Backlog"));
        var sums = Sums().Match(last);
        Assert.True(sums.Success, last);
        // 40.0 and 20.0 on a machine with nothing else to do
        Assert.InRange(Number(sums, "queue"), 39.9, 42);
        Assert.InRange(Number(sums, "run"), 19.9, 21);
    }

    [Fact]
    public async Task SeparateExecutors_ForLoadsAndReports_KeepThemApart() =>
        Assert.Equal("loads no longer wait for reports", LastLine(await samples.Output("SeparateExecutors")));

    [Fact]
    public async Task BlockedLoop_WhileItBlocks_IsDetectedAndThenRefused()
    {
        var output = await samples.Output("BlockedLoop");
        Has(output, @"loop 'shop' (is|was) blocked for \d+ ms: Task\.Wait, called by Program\.");
        // on a machine that is busy otherwise, the refusal itself may take long enough to be detected, too, and reports may come after the last line
        Has(output, "(?m)^detected while it blocked: [23] of 2; refused at the call: yes$");
    }

    [Fact]
    public async Task Offloading_OfBlockingCalls_KeepsTheLoopResponsive()
    {
        var output = await samples.Output("Offloading");
        Has(output, @"[1-9]\d+ heartbeats, none blocked: ");
        Assert.StartsWith("the loop stayed responsive while 8 calls of 250 ms blocked", LastLine(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_WhenScraped_HaveTheFiveNamesOfTheArticle()
    {
        var output = await samples.Output("Metrics");
        Has(output, @"^metrics at http://127\.0\.0\.1:\d+/metrics\n");
        var submitted = Value(output, "threadpool_tasks_submitted_total");
        Assert.True(submitted >= 20 && submitted % 10 == 0, output);
        Assert.Equal(submitted, Value(output, "threadpool_tasks_completed_total"));
        Assert.Equal(submitted, Value(output, "threadpool_task_execution_time_seconds_count"));
        Assert.Equal(submitted, Value(output, "threadpool_task_queue_time_seconds_count"));
        Assert.Equal(0, Value(output, "threadpool_active_threads"));
        // ten items of 200 ms on four threads: four wait 200 ms, two wait 400 ms, and each runs 200 ms
        Assert.InRange(Value(output, "threadpool_task_execution_time_seconds_sum") / submitted, 0.19, 0.3);
        Assert.InRange(Value(output, "threadpool_task_queue_time_seconds_sum") / submitted, 0.15, 0.3);
    }

    [Fact]
    public async Task StarvingWeb_UnderItsOwnLoad_SaysSoAndIsFixed()
    {
        var output = await samples.Output("StarvingWeb");
        Has(output, @"Shared thread pool, incident \d+, Starved: work has waited ");
        Has(output, @"Orders\.Load");
        var times = Times().Match(output);
        Assert.True(times.Success && Number(times, "times") >= 2, output);
    }

    [Fact]
    public void Samples_OfTheRepository_AreAllRun() =>
        Assert.Equal(
            Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            samples.Names.Order(StringComparer.Ordinal));

    private static void Has(string output, string pattern) => Assert.True(Regex.IsMatch(output, pattern), $"There is no {pattern} in:\n{output}");

    private static string LastLine(string output) => output.TrimEnd('\n').Split('\n')[^1];

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static double Value(string output, string name)
    {
        var series = $"{name}{{pool=\"downloads\"}} ";
        var line = Assert.Single(output.Split('\n'), line => line.StartsWith(series, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(series.Length), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^queue time sum (?<queue>[\d.]+) s, run time sum (?<run>[\d.]+) s$")]
    private static partial Regex Sums();

    [GeneratedRegex(@"^the fix answers (?<times>[\d.]+) times as many requests$", RegexOptions.Multiline)]
    private static partial Regex Times();
}
