using System.Globalization;
using Unjam.Diagnosis;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Accuracy;

/// <summary>A real pool under Poisson arrivals: what is predicted for its size, and for the advised one, against the target's own clock.</summary>
public sealed class SizingTests(ITestOutputHelper output)
{
    private static readonly Interpreter Python = Interpreters.OfSeries("3.11");
    private const int Workers = 4;
    private const double Service = 0.1;
    private const double Seconds = 5.5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task PoolAtSeveralLoads_AdviceTaken_WaitsAsPredicted()
    {
        using var target = LiveTarget.Start(Python, "sized_pool.py");
        var number = 0;
        foreach (var utilisation in new[] { 0.7, 0.9, 1.2 })
        {
            var rate = utilisation * Workers / Service;
            var (pool, wait) = await Phase(target, number++, Workers, rate);
            var plan = pool.Plan ?? throw new InvalidOperationException($"no load was measured: {pool}");
            output.WriteLine($"load {utilisation}: measured {plan.Load.ArrivalsPerSecond:0.0}/s (truth {rate:0.0}), {plan.Load.Service.TotalMilliseconds:0} ms each, Ca² {plan.Load.ArrivalVariability:0.00}, Cs² {plan.Load.ServiceVariability:0.00}; waited {wait * 1000:0.0} ms, present {Text(plan.Present)}; confident {plan.IsConfident}: {string.Join("; ", plan.Because)}");
            Assert.InRange(plan.Load.Offered, utilisation * Workers * 0.75, utilisation * Workers * 1.25);
            if (plan.Advised is null)
            {
                // it keeps up: what is predicted of it is what is
                Assert.True(utilisation < 1, $"no size is advised at a load of {utilisation}");
                AssertMet(plan.Present, wait);
                continue;
            }

            Assert.InRange(plan.Advised.Workers, Workers + 1, 2 * Workers);
            var (_, after) = await Phase(target, number++, plan.Advised.Workers, rate);
            output.WriteLine($"  advised {Text(plan.Advised)}; waited {after * 1000:0.0} ms");
            AssertMet(plan.Advised, after);
            if (utilisation > 1)
                Assert.True(after < wait, $"{after} s with {plan.Advised.Workers}, {wait} s with {Workers}");
        }
    }

    private static void AssertMet(PoolPrediction prediction, double seconds)
    {
        Assert.NotNull(prediction.Wait);
        Assert.NotNull(prediction.Most);
        Assert.InRange(seconds, prediction.Least.TotalSeconds, prediction.Most.Value.TotalSeconds);
    }

    private static string Text(PoolPrediction prediction) =>
        $"{prediction.Workers}: {prediction.Wait?.TotalMilliseconds:0.0} ms ({prediction.Least.TotalMilliseconds:0.0} to {prediction.Most?.TotalMilliseconds:0.0})";

    /// <summary>One phase of the target, watched while work arrives; and the mean wait of its work by its own clock.</summary>
    private static async Task<(PoolSummary Pool, double Wait)> Phase(LiveTarget target, int number, int workers, double rate)
    {
        target.Send(string.Create(CultureInfo.InvariantCulture, $"{workers} {rate} {Seconds}"));
        WaitFor(target, "began", number);
        using var until = new CancellationTokenSource();
        var watching = Task.Factory.StartNew(
            () =>
            {
                using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
                var options = new WatchOptions(Patience, 100) { Whole = true };
                return new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), options).Run(null, until.Token);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        WaitFor(target, "arrived", number);
        await until.CancelAsync();
        var report = await watching;
        var done = WaitFor(target, "done", number);
        return (report.Pools.Single(pool => pool.Name.StartsWith($"phase-{number}", StringComparison.Ordinal)), done.GetProperty("wait").GetDouble());
    }

    private static System.Text.Json.JsonElement WaitFor(LiveTarget target, string what, int number) =>
        System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(
            target.WaitForLine(line => line.StartsWith($"{{\"{what}\": {number}", StringComparison.Ordinal), Patience));
}
