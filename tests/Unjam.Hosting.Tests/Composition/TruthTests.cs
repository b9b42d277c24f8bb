using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Unjam.Executors;
using Unjam.Hosting.Tests.Serving;
using Unjam.Live;

namespace Unjam.Hosting.Tests.Composition;

/// <summary>What the endpoint says, against what happened.</summary>
public sealed class TruthTests
{
    private const string Pool = """{pool="db"}""";

    /// <summary>The founding article's example, twenty times as fast: 20 tasks of 1 s on 4 workers wait 40 s and run 20 s; its own code says 0.0007 and 60.</summary>
    [Fact]
    public async Task TwentyTasks_OnFourWorkers_ReadAsTheArticleClaims()
    {
        var length = TimeSpan.FromMilliseconds(50);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddUnjam().AddExecutor("db", options => options with { Threads = 4 });
        await using var app = builder.Build();
        app.MapUnjamMetrics();
        await app.StartAsync();
        var executor = app.Services.GetRequiredKeyedService<InstrumentedExecutor>("db");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => executor.RunAsync(_ => { })));
        var (queueBefore, runBefore) = await Sums(app);

        // what the items themselves say, for a machine that has other things to do, too
        var (waited, ran, late) = (0L, 0L, 0L);
        var first = Stopwatch.GetTimestamp();
        using var still = new ManualResetEventSlim();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
        {
            var submitted = Stopwatch.GetTimestamp();
            late += submitted - first; // by as much it waits less
            return executor.RunAsync(cancelled =>
            {
                var began = Stopwatch.GetTimestamp();
                still.Wait(length, cancelled);
                Interlocked.Add(ref waited, began - submitted);
                Interlocked.Add(ref ran, Stopwatch.GetTimestamp() - began);
            });
        }));
        var (queue, run) = await Sums(app);
        Near(waited / (double)Stopwatch.Frequency, queue - queueBefore, least: 2.0 - (late / (double)Stopwatch.Frequency));
        Near(ran / (double)Stopwatch.Frequency, run - runBefore, least: 1.0);

        var page = await Page(app);
        Assert.Equal(24, Scrape.Value(page, $"threadpool_tasks_submitted_total{Pool}"));
        Assert.Equal(24, Scrape.Value(page, $"threadpool_tasks_completed_total{Pool}"));
        Assert.Equal(0, Scrape.Value(page, $"threadpool_active_threads{Pool}"));
        Assert.Equal(4, Scrape.Value(page, $"threadpool_threads_limit{Pool}"));
        Assert.Equal(0, Scrape.Value(page, $"threadpool_queue_length{Pool}"));
        Assert.Equal(0, Scrape.Value(page, $"threadpool_oldest_wait_seconds{Pool}"));
        Assert.Equal(0, Scrape.Value(page, $"threadpool_rejected_total{Pool}"));
        var (exitCode, output) = ForeignReader.Run(["promtool", "check", "metrics"], page);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task BusyExecutor_WhileScraped_ShowsWhatWaitsAndRuns()
    {
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "io", Threads = 2, QueueLimit = 3, OnFull = FullPolicy.Reject });
        using var server = MetricsServer.Start(0, new Observed { executor });
        using var open = new ManualResetEventSlim();
        var work = Enumerable.Range(0, 2).Select(_ => executor.RunAsync(cancelled => { open.Wait(cancelled); })).ToList();
        Eventually.True(() => executor.Statistics().Busy == 2, TimeSpan.FromSeconds(10), "the workers did not begin");
        work.AddRange(Enumerable.Range(0, 3).Select(_ => executor.RunAsync(_ => { })));
        await Assert.ThrowsAsync<ExecutorRejectedException>(() => executor.RunAsync(_ => { }));

        var page = Scrape.Body(Scrape.Of(server.Endpoint, Scrape.Metrics));
        Assert.Equal(2, Scrape.Value(page, """threadpool_active_threads{pool="io"}"""));
        Assert.Equal(3, Scrape.Value(page, """threadpool_queue_length{pool="io"}"""));
        Assert.Equal(1, Scrape.Value(page, """threadpool_rejected_total{pool="io"}"""));
        Assert.True(Scrape.Value(page, """threadpool_oldest_wait_seconds{pool="io"}""") > 0);
        Assert.Contains("# HELP threadpool_task_queue_time_seconds Time from submission to start in a worker, of each item. Exact, not sampled.", page, StringComparison.Ordinal);
        open.Set();
        await Task.WhenAll(work);
    }

    [Fact]
    public async Task OpenMetrics_WhenAskedFor_IsSentByTheApplicationToo()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddUnjam().AddExecutor("db").AddEventLoop("main");
        await using var app = builder.Build();
        app.MapUnjamMetrics("/of/metrics");
        await app.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/of/metrics");
        request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text; version=1.0.0");
        using var answer = await app.GetTestClient().SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/openmetrics-text", answer.Content.Headers.ContentType!.MediaType);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("# EOF\n", page, StringComparison.Ordinal);
        Assert.Contains("""eventloop_blocked_seconds{loop="main"} 0""", page, StringComparison.Ordinal);
    }

    private static void Near(double truth, double said, double least)
    {
        Assert.InRange(truth, least * 0.98, double.MaxValue);
        Assert.InRange(said, truth * 0.95, truth * 1.1);
    }

    private static async Task<(double Queue, double Run)> Sums(WebApplication app)
    {
        var page = await Page(app);
        return (Scrape.Value(page, $"threadpool_task_queue_time_seconds_sum{Pool}"), Scrape.Value(page, $"threadpool_task_execution_time_seconds_sum{Pool}"));
    }

    private static async Task<string> Page(WebApplication app) => await app.GetTestClient().GetStringAsync(new Uri("/metrics", UriKind.Relative));
}
