// Reports are computed and rows are loaded. On one executor the loads wait behind the reports; on two of their own neither sees the other.
using System.Diagnostics;
using System.Globalization;
using Unjam.Executors;

var apart = 0.0;
await using (var shared = new InstrumentedExecutor(new() { Name = "shared", Threads = Environment.ProcessorCount, QueueLimit = 1000 }))
    Tell("one executor for both", await LoadsBeside(reports: shared, loads: shared));

await using (var cpu = Executors.ForCpu("cpu"))
await using (var io = Executors.ForIo("io"))
    Tell("one for each", apart = await LoadsBeside(reports: cpu, loads: io));

Console.WriteLine(apart < 0.1 ? "loads no longer wait for reports" : "loads still wait for reports");

// the longest wait of a load, in seconds, while reports are computed
static async Task<double> LoadsBeside(InstrumentedExecutor reports, InstrumentedExecutor loads)
{
    var computing = Enumerable.Range(0, 4 * reports.Threads).Select(_ => reports.RunAsync(Compute)).ToArray();
    var waits = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
    {
        var submitted = Stopwatch.GetTimestamp();
        return loads.RunAsync(() => Load(submitted));
    }));
    await Task.WhenAll(computing);
    return waits.Max().TotalSeconds;
}

// a quarter of a second of computation
static void Compute()
{
    for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(250);)
        Thread.SpinWait(100);
}

// a blocking call of 20 ms; says how long it had to wait for its thread
static TimeSpan Load(long submitted)
{
    var waited = Stopwatch.GetElapsedTime(submitted);
    Thread.Sleep(TimeSpan.FromMilliseconds(20));
    return waited;
}

static void Tell(string how, double seconds) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{how}: the longest wait of a load was {seconds:0.00} s"));
