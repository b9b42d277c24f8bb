using Unjam.Diagnosis;
using Unjam.Model;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Accuracy;

/// <summary>The waits of 200 items in the queue of a pool of four, against the target's own clock.</summary>
public sealed class QueueWaitTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task TwoHundredItems_Watched_WaitAsLongAsTheTargetSays(string python)
    {
        using var target = LiveTarget.Start(python, "queue_waits.py");
        using var until = new CancellationTokenSource();
        var reports = new[] { 1000.0, 100.0 }.Select(rate => Watch(target.Pid, rate, until.Token)).ToArray();
        target.Send("go");
        var items = target.WaitForJson("items", Patience).GetProperty("items").EnumerateArray().ToArray();
        await until.CancelAsync();
        Assert.Equal(200, items.Length);
        var mean = items.Average(item => item.GetProperty("started").GetDouble() - item.GetProperty("submitted").GetDouble());
        foreach (var report in await Task.WhenAll(reports))
        {
            var pool = Assert.Single(report.Pools);
            Assert.NotNull(pool.Wait);
            var wait = pool.Wait.Value;
            var error = (wait.Mean.TotalSeconds / mean) - 1;
            output.WriteLine($"{report.Quality.Looks} looks: truth {mean * 1000:0.00} ms, seen {wait.Mean.TotalMilliseconds:0.00} ms ({error:+0.0%;-0.0%}), {wait.Items} items, estimated {wait.IsEstimated}");
            Assert.False(wait.IsEstimated);
            Assert.InRange(wait.Items, 180, 200);
            Assert.InRange(error, -0.05, 0.05);
        }
    }

    private static Task<Report> Watch(int pid, double rate, CancellationToken until) =>
        Task.Factory.StartNew(
            () =>
            {
                using var probe = PythonProbe.Attach(pid, TimeProvider.System);
                var options = new WatchOptions(Patience, rate) { Whole = true };
                return new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), options).Run(null, until);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
