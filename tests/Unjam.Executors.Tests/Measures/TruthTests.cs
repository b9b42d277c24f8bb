using System.Collections.Concurrent;

namespace Unjam.Executors.Tests.Measures;

/// <summary>What the executor measures against what its items record themselves.</summary>
public sealed class TruthTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task TwentyItems_OnFourThreads_WaitTwiceAsLongAsTheyRun()
    {
        const int milliseconds = 100;
        await using var executor = new InstrumentedExecutor(new() { Name = "backlog", Threads = 4 });
        var seen = new ConcurrentBag<(long Waited, long Ran)>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
        {
            var submitted = TimeProvider.System.GetTimestamp();
            return executor.RunAsync(() =>
            {
                var began = TimeProvider.System.GetTimestamp();
                Hold(milliseconds);
                seen.Add((began - submitted, TimeProvider.System.GetTimestamp() - began));
            });
        })).WaitAsync(Deadline);
        var now = executor.Statistics();
        // five waves of four: 0 + 1 + 2 + 3 + 4 waves of waiting, four times each; a busy machine adds to what the items see as well
        Assert.InRange(now.QueueTime.Sum, 40 * milliseconds * 0.99e-3, (seen.Sum(item => item.Waited) * 1.02e-9) + 0.05);
        Assert.InRange(now.RunTime.Sum, 20 * milliseconds * 0.99e-3, (seen.Sum(item => item.Ran) * 1.02e-9) + 0.1);
        Assert.InRange(now.QueueTime.Sum, (seen.Sum(item => item.Waited) * 0.98e-9) - 0.05, double.MaxValue);
        Assert.Equal((20, 20), (now.QueueTime.Count, now.RunTime.Count));
    }

    [Fact]
    public async Task Times_OfEachItem_ContainWhatTheItemSaw()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "truth", Threads = 2 });
        var seen = new ConcurrentBag<(long Submitted, long Began, long Ended)>();
        for (var i = 0; i < 300; i++)
        {
            var hold = i % 5;
            var submitted = TimeProvider.System.GetTimestamp();
            _ = executor.RunAsync(() =>
            {
                var began = TimeProvider.System.GetTimestamp();
                Spin(hold * 100_000);
                seen.Add((submitted, began, TimeProvider.System.GetTimestamp()));
            });
        }

        await executor.DrainAsync(Deadline);
        var now = executor.Statistics();
        var waited = seen.Sum(item => item.Began - item.Submitted) / 1e9;
        var ran = seen.Sum(item => item.Ended - item.Began) / 1e9;
        // both kinds of time of an item together lie between what it saw from inside and what the machine can add around that
        Assert.True(now.RunTime.Sum >= ran, $"Measured {now.RunTime.Sum} s, and the items ran {ran} s.");
        Assert.InRange(now.QueueTime.Sum + now.RunTime.Sum, (waited + ran) * 0.99, ((waited + ran) * 1.1) + 0.1);
        Assert.Equal(300, now.RunTime.Count);
    }

    [Fact]
    public async Task Measures_OfASteadyLoad_AreWhatSizingTakes()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "load", Threads = 2 });
        await executor.RunAsync(() => { });
        var before = executor.Statistics();
        for (var i = 0; i < 100; i++)
        {
            _ = executor.RunAsync(() => Spin(500_000));
            Spin(1_000_000);
        }

        await executor.DrainAsync(Deadline);
        var measures = executor.Statistics().Since(before);
        Assert.Equal((2, 100, 100), (measures.Workers, measures.Arrived, measures.Items));
        Assert.InRange(measures.ArrivalsPerSecond * measures.Watched.TotalSeconds, 99.9, 100.1);
        Assert.True(measures.Service >= TimeSpan.FromMilliseconds(0.5));
        Assert.NotNull(measures.ArrivalVariability);
        Assert.NotNull(measures.ServiceVariability);
        Assert.Null(before.Since(null).ServiceVariability);
    }

    [Fact]
    public void Variability_OfArrivalsFromTheQueue_IsThatOfTheirGaps()
    {
        var queue = new WorkQueue();
        var random = new Random(5);
        var gaps = new List<double>();
        var at = 1000L;
        for (var i = 0; i < 500; i++)
        {
            queue.Enqueue(queue, at, i);
            var gap = random.Next(1, 1000);
            gaps.Add(gap);
            at += gap;
        }

        var seen = new List<double>();
        while (queue.TryDequeue(out var entry))
        {
            if (entry.Gap >= 0)
                seen.Add(entry.Gap);
        }

        // the first of each segment has nothing before it
        Assert.InRange(seen.Count, 495, 499);
        Assert.InRange(seen.Average(), gaps.Average() * 0.98, gaps.Average() * 1.02);
    }

    private static void Hold(int milliseconds)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(milliseconds);
    }

    private static void Spin(long nanoseconds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetTimestamp() - begun < nanoseconds)
            Thread.SpinWait(10);
    }
}
