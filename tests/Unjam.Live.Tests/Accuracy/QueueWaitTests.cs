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
        using var watching = new CountdownEvent(2);
        var reports = new[] { 1000.0, 100.0 }.Select(rate => Watch(target.Pid, rate, watching, until.Token)).ToArray();
        // what already waits when a watch begins has no beginning
        Assert.True(watching.Wait(Patience), "the watches do not begin");
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
            output.WriteLine($"{report.Quality.Looks} looks: truth {mean * 1000:0.00} ms, seen {wait.Mean.TotalMilliseconds:0.00} ms ({error:+0.0%;-0.0%}), {wait.Items} items and {wait.AtOnce} at once, estimated {wait.IsEstimated}");
            Assert.False(wait.IsEstimated);
            Assert.InRange(wait.Items + wait.AtOnce, 190, 210);
            Assert.InRange(error, -0.05, 0.05);
        }
    }

    private static Task<Report> Watch(int pid, double rate, CountdownEvent watching, CancellationToken until) =>
        Task.Factory.StartNew(
            () =>
            {
                using var probe = PythonProbe.Attach(pid, TimeProvider.System);
                var options = new WatchOptions(Patience, rate) { Whole = true };
                return new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), options).Run(new Begun(watching), until);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Signals once, when a watch tells for the first time how it goes.</summary>
    private sealed class Begun(CountdownEvent watching) : IProgress<WatchProgress>
    {
        private bool hasBegun;

        public void Report(WatchProgress value)
        {
            if (!hasBegun)
                watching.Signal();
            hasBegun = true;
        }
    }
}
