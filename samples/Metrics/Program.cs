// A program without a web server shows what its threads do, for Prometheus to scrape: http://127.0.0.1:8000/metrics
//   Metrics [SECONDS] [PORT]     until Ctrl-C and at port 8000 unless told otherwise; port 0 takes a free one
using System.Globalization;
using Unjam.Executors;
using Unjam.Hosting;

var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3600 * 24;
var port = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 8000;
using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    end.Cancel();
};

await using var downloads = new InstrumentedExecutor(new() { Name = "downloads", Threads = 4, QueueLimit = 100 });
using var server = MetricsServer.Start(port, new Observed { downloads });
Console.WriteLine($"metrics at {server.Address}");

// ten downloads of 200 ms come at once, twice a second: four threads are busy all the time, and work waits
while (!end.IsCancellationRequested)
{
    var burst = Enumerable.Range(0, 10).Select(_ => downloads.RunAsync(Download)).ToArray();
    await Task.WhenAll([.. burst, Task.Delay(TimeSpan.FromMilliseconds(500))]);
}

// what a scraper sees in the end; the buckets of the two histograms are left out
using var client = new HttpClient();
string[] names =
[
    "threadpool_tasks_submitted_total", "threadpool_tasks_completed_total", "threadpool_task_execution_time_seconds",
    "threadpool_task_queue_time_seconds", "threadpool_active_threads",
];
foreach (var line in (await client.GetStringAsync(server.Address)).Split('\n'))
{
    if (names.Any(name => line.StartsWith(name, StringComparison.Ordinal)) && !line.Contains("_bucket", StringComparison.Ordinal))
        Console.WriteLine(line);
}

static void Download() => Thread.Sleep(TimeSpan.FromMilliseconds(200));
