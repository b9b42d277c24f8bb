using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Unjam.Diagnosis;
using Unjam.Export.Tests;
using Unjam.Fleet;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.Metrics.Tests.Families;

public sealed class FleetFamiliesTests
{
    // design.md, section 7; threadpool_rejected_total cannot be known from outside
    private static readonly string[] Promised =
    [
        "threadpool_tasks_submitted_total", "threadpool_tasks_completed_total", "threadpool_task_execution_time_seconds", "threadpool_task_queue_time_seconds",
        "threadpool_active_threads", "threadpool_threads_limit", "threadpool_queue_length", "threadpool_oldest_wait_seconds",
        "eventloop_blocked_seconds", "eventloop_lag_seconds", "eventloop_stalls_total", "eventloop_stall_seconds_total", "eventloop_busy_ratio",
        "eventloop_ready_callbacks", "eventloop_tasks", "gil_wait_ratio", "process_cpu_seconds_total", "process_resident_memory_bytes", "process_threads",
        "process_io_wait_seconds_total", "process_context_switches_total", "unjam_finding_active", "unjam_target_up", "unjam_looks_total",
        "unjam_look_duration_seconds", "unjam_build_info",
    ];

    [Fact]
    public void Page_OfBothRuntimes_ShowsTheSharedPoolAndNothingThatDotNetHasNot()
    {
        var page = Page.Prometheus(Views.Of(Views.Ordinary(), Views.DotNet()));
        const string Pool = "{target=\"orders\",pid=\"14\",pool=\".NET thread pool\"}";
        foreach (var (name, value) in new[] { ("active_threads", 5.0), ("queue_length", 85), ("oldest_wait_seconds", 3), ("tasks_completed_total", 4_321) })
            Assert.Equal(value, Page.Value(page, $"threadpool_{name}{Pool}"));
        var others = Page.Series(page).Where(series => series.Contains("orders", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(others, series => series.StartsWith("gil_", StringComparison.Ordinal) || series.StartsWith("threadpool_tasks_submitted", StringComparison.Ordinal) || series.StartsWith("threadpool_task_execution", StringComparison.Ordinal));
        Assert.Contains(others, series => series.StartsWith("unjam_finding_active", StringComparison.Ordinal) && series.Contains("pool-starved", StringComparison.Ordinal));
        Assert.InRange(others.Count, 20, 60);
    }

    [Fact]
    public void OrdinaryTarget_OnThePage_HasEveryPromisedFamilyAndWhatItSays()
    {
        var page = Page.Prometheus(Views.Of(Views.Ordinary()));
        foreach (var name in Promised)
            Assert.Contains($"\n# TYPE {name} ", "\n" + page, StringComparison.Ordinal);
        foreach (var (series, value) in new[]
        {
            ("eventloop_blocked_seconds{target=\"shop\",pid=\"12\",loop=\"MainThread\"}", 12.5),
            ("eventloop_stalls_total{target=\"shop\",pid=\"12\",loop=\"MainThread\",cause=\"socket\"}", 4),
            ("eventloop_stall_seconds_total{target=\"shop\",pid=\"12\",loop=\"MainThread\",cause=\"socket\"}", 1.25),
            ("threadpool_queue_length{target=\"shop\",pid=\"12\",pool=\"default executor\"}", 120),
            ("threadpool_task_queue_time_seconds_count{target=\"shop\"", 880),
            ("threadpool_task_queue_time_seconds_bucket{target=\"shop\",pid=\"12\",pool=\"default executor\",le=\"5.0\"}", 100),
            ("process_context_switches_total{target=\"shop\",pid=\"12\",kind=\"involuntary\"}", 120),
            ("unjam_finding_active{target=\"shop\",pid=\"12\",id=\"loop-blocked\",severity=\"critical\"}", 1),
            ("unjam_targets{state=\"watching\"}", 1),
        })
            Assert.Equal(value, Page.Value(page, series));
    }

    [Fact]
    public void OrdinaryTarget_OnThePage_HasAtMost60Series() =>
        Assert.InRange(Page.Series(Page.Prometheus(Views.Of(Views.Ordinary()))).Count(series => series.Contains("target=", StringComparison.Ordinal)), 50, 60);

    [Fact]
    public void TargetWithTooManyLoopsAndPools_OnThePage_IsBoundedAndSaysSo()
    {
        var page = Page.Prometheus(Views.Of(Views.Ordinary() with
        {
            Loops = [.. Enumerable.Range(0, 500).Select(at => Views.Loop($"loop {at}"))],
            Pools = [.. Enumerable.Range(0, 500).Select(at => Views.Pool($"pool {at}"))],
        }));
        Assert.InRange(Page.Series(page).Count, 60, 320);
        Assert.Equal(496, Page.Value(page, "unjam_left_out{target=\"shop\",pid=\"12\",kind=\"loop\"}"));
        Assert.Equal(492, Page.Value(page, "unjam_left_out{target=\"shop\",pid=\"12\",kind=\"pool\"}"));
    }

    [Fact]
    public void Page_UnlessCulpritsAreAskedFor_NamesNoFunctionPathOrCommand()
    {
        foreach (var page in new[] { Page.Prometheus(Views.Of(Views.Ordinary())), Page.OpenMetrics(Views.Of(Views.Ordinary())) })
        {
            foreach (var word in new[] { "fetch", "db.py", "/srv", "secret", "hunter2", "culprit" })
                Assert.DoesNotContain(word, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Culprits_WhenAskedFor_AreCountedAndTopTwentyOnly()
    {
        var stalls = Enumerable.Range(0, 100).Select(at => new StallCount("cpu", $"f{at} x.py:1", 1, TimeSpan.FromSeconds(1)));
        var page = Page.OpenMetrics(Views.Of(Views.Ordinary() with { Loops = [Views.Loop(), Views.Loop("second") with { Stalls = [.. stalls] }] }), Page.Culprits);
        Assert.Contains("cause=\"sleep\",culprit=\"fetch db.py:41\"} 2\n", page, StringComparison.Ordinal);
        Assert.Contains(" # {culprit=\"fetch db.py:41\"} 12.5 1790000000\n", page, StringComparison.Ordinal);
        Assert.Equal(21, Page.Series(page).Count(series => series.StartsWith("eventloop_stalls_total", StringComparison.Ordinal) && series.Contains("second", StringComparison.Ordinal)));
        Assert.Equal(80, Page.Value(page, "eventloop_stalls_total{target=\"shop\",pid=\"12\",loop=\"second\",cause=\"cpu\",culprit=\"other\"}"));
    }

    [Fact]
    public void TargetThatIsGone_WhileInTheView_KeepsItsCountersAndNothingElse()
    {
        var page = Page.Prometheus(Views.Of(Views.Ordinary() with { State = WatchState.Gone }));
        Assert.Equal(0, Page.Value(page, "unjam_target_up{"));
        Assert.Equal(872, Page.Value(page, "threadpool_tasks_completed_total{"));
        Assert.Equal(33.25, Page.Value(page, "process_cpu_seconds_total{"));
        foreach (var gauge in new[] { "eventloop_blocked_seconds", "threadpool_queue_length", "unjam_finding_active", "process_threads" })
            Assert.DoesNotContain(gauge + "{", page, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetThatWasRefused_OnThePage_IsDownAndHasNoNumbers() =>
        Assert.Equal(
            ["unjam_target_up{target=\"shop\",pid=\"12\"}"],
            Page.Series(Page.Prometheus(Views.Of(new TargetView { Key = new TargetKey(12, 1), Name = "shop", State = WatchState.Refused, WhyNot = "It is not ours." })))
                .Where(series => series.Contains("pid=", StringComparison.Ordinal)));

    [Fact]
    public void WhatIsUnknown_OnThePage_IsLeftOutAndNotZero()
    {
        var page = Page.Prometheus(Views.Of(Views.Ordinary() with
        {
            GilWaitRatio = null,
            Process = null,
            Pools = [Views.Pool() with { Limit = null }],
            Loops = [Views.Loop() with { Ready = null, BusyRatio = null, Tasks = null }],
        }));
        foreach (var name in new[] { "gil_wait_ratio", "process_", "threadpool_threads_limit", "eventloop_ready_callbacks", "eventloop_busy_ratio", "eventloop_tasks" })
            Assert.DoesNotContain("\n" + name, page, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatClash_OnThePage_NeverGiveTheSameSeriesTwice()
    {
        var names = HostileNames.All.Concat(HostileNames.All).ToArray();
        var targets = names.Select((name, at) => Views.Ordinary(name, 7) with
        {
            State = (WatchState)(at % 4),
            Loops = [Views.Loop(name), Views.Loop(name) with { Stalls = [.. names.Select(each => new StallCount(each, each, 1, TimeSpan.Zero))] }],
            Pools = [Views.Pool(name), Views.Pool(name), Views.Pool(name + "\u200b")],
            Report = Views.Judged(new Finding(name, Severity.Info, name, name), new Finding(name, Severity.Info, name, "other")),
        });
        var page = Page.Prometheus(Views.Of([.. targets]), Page.Culprits);
        var series = Page.Series(page);
        Assert.Empty(series.CountBy(each => each).Where(each => each.Value > 1).Select(each => each.Key));
        AssertAccepted(page);
    }

    [Fact]
    public void Page_OfHostileNames_IsReadByTheStrictestParserOfOpenMetrics()
    {
        // that parser takes the first brace in the value of an exemplar for the end of its labels
        var targets = HostileNames.All.Select((name, at) => Views.Ordinary(name, at) with
        {
            Loops = [Views.Loop(name) with { Lag = Views.Counted((0.2, 1)) with { Exemplars = [.. new Exemplar?[7], new Exemplar(0.2, Views.At, name.Replace('}', ')')), .. new Exemplar?[8]] } }],
            Pools = [Views.Pool(name)],
        });
        var page = Page.OpenMetrics(Views.Of([.. targets]), Page.Culprits);
        var (exitCode, output) = ForeignReader.Run(["/usr/bin/python3", Path.Combine(Repository.Root, "tests", "tools", "check_openmetrics.py")], page);
        Assert.True(exitCode == 0, output);
        Assert.Equal([Page.Series(page).Count, HostileNames.All.Count], output.Trim().Split(' ')[1..].Select(int.Parse));
    }

    [Fact]
    public void ProcessIdThatWasGivenAgain_OnThePage_LeavesTheNameToWhoLives()
    {
        var page = Page.Prometheus(Views.Of(Views.Ordinary() with { State = WatchState.Gone }, Views.Ordinary() with { Key = new TargetKey(12, 2) }));
        Assert.Equal(1, Page.Value(page, "unjam_target_up{target=\"shop\",pid=\"12\"}"));
        Assert.Equal(0, Page.Value(page, "unjam_target_up{target=\"shop #2\",pid=\"12\"}"));
    }

    [Fact]
    public void Page_OfAFleet_IsAcceptedByPromtool() => AssertAccepted(Page.Prometheus(Views.Of(Views.Ordinary(), Views.Ordinary("cart", 13)), Page.Culprits));

    [Fact]
    public void Scrape_OfFiftyTargets_TakesAtMost50Milliseconds()
    {
        var view = Views.Of([.. Enumerable.Range(1, 50).Select(pid => Views.Ordinary(pid.ToString(CultureInfo.InvariantCulture), pid))]);
        Page.OpenMetrics(view, Page.Culprits);
        var best = Enumerable.Range(0, 10).Min(_ =>
        {
            var began = Stopwatch.GetTimestamp();
            Page.OpenMetrics(view, Page.Culprits);
            return Stopwatch.GetElapsedTime(began);
        });
        Assert.True(best <= TimeSpan.FromMilliseconds(50), $"{best.TotalMilliseconds:0.0} ms");
    }

    private static void AssertAccepted(string page)
    {
        var (exitCode, output) = ForeignReader.Run(["promtool", "check", "metrics"], page);
        Assert.True(exitCode == 0 && output.Length == 0, output);
    }
}
