using System.Globalization;
using Xunit.Abstractions;

namespace Unjam.Executors.Tests.Pools;

/// <summary>UNJAM_STRESS=10000000 runs as many items instead of the few that a test run has time for.</summary>
public sealed class StressTests(ITestOutputHelper output)
{
    private const int Producers = 4;

    private static readonly int Items = int.Parse(Environment.GetEnvironmentVariable("UNJAM_STRESS") ?? "120000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(FullPolicy.Wait)]
    [InlineData(FullPolicy.Reject)]
    [InlineData(FullPolicy.CallerRuns)]
    public async Task MixedItems_WithResizesAndADrain_AreAllAccountedFor(FullPolicy policy)
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "stress", MinThreads = 1, MaxThreads = 4, QueueLimit = 500, OnFull = policy, IdleTimeout = TimeSpan.FromMilliseconds(5) });
        var stress = new Stress(executor, Producers, Items / 3 / Producers);
        using var over = new CancellationTokenSource();
        var resizing = Task.Run(() => Resize(executor, over.Token));
        var begun = TimeProvider.System.GetTimestamp();
        var running = stress.Run();
        // every third time the drain comes while producers are still at work: they are refused from then on
        if (policy == FullPolicy.Reject)
            await Until(() => stress.Ended > Items / 6);
        else
            await running.WaitAsync(TimeSpan.FromMinutes(10));
        var report = await executor.DrainAsync(TimeSpan.FromMinutes(1));
        await running.WaitAsync(TimeSpan.FromMinutes(10));
        await over.CancelAsync();
        await resizing;
        output.WriteLine($"{policy}: {stress.Ended} items in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s, {stress.Rejected} rejected, {stress.Cancelled} cancelled");

        Assert.True(report.IsComplete);
        var now = executor.Statistics();
        Assert.Equal((0, 0, 0), (now.Queued, now.Busy, now.Awaiting));
        Assert.Equal(Items / 3 / Producers * Producers, stress.Ended);
        Assert.Equal(stress.Ended, now.Submitted);
        Assert.Equal(stress.Completed, now.Completed);
        Assert.Equal(stress.Failed, now.Failed);
        Assert.Equal(stress.Cancelled, now.Cancelled);
        Assert.Equal(stress.Rejected, now.Rejected);
        Assert.Equal(stress.Ran, stress.Completed + stress.Failed);
        // what is cancelled at the moment it begins has been on a thread
        Assert.InRange(now.RunTime.Count, now.Completed + now.Failed, now.Completed + now.Failed + now.Cancelled);
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }

    private static async Task Resize(InstrumentedExecutor executor, CancellationToken over)
    {
        var random = new Random(7);
        while (!over.IsCancellationRequested)
        {
            executor.Resize(random.Next(1, 3), random.Next(3, 8));
            var now = executor.Statistics();
            Assert.True(now is { Queued: >= 0, Busy: >= 0, Awaiting: >= 0 });
            Assert.Equal(now.Submitted, now.Completed + now.Failed + now.Cancelled + now.Rejected + now.Queued + now.Busy + now.Awaiting);
            await Task.Yield();
        }
    }
}
