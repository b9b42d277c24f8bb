using Unjam.Live;
using Unjam.Model;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>How long work waits in the shared pool, against what the items themselves measured.</summary>
public sealed class QueueWaitTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.10;
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(10);

    // counters and events are a tenth of a second old, and another on their way; where they come later nothing is told
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("stream")]
    [InlineData("burst")]
    public void QueueWait_OfAStarvedPool_IsWithinATenthOfTheTruth(string name)
    {
        using var target = DotNetRuntimes.Start(name);
        if (name == "burst")
            AwaitRest(target);
        var seen = Seen.Of(target, Long, whole: true);
        var truth = Truth.Ask(target);
        var waits = truth.Waits(seen.Began, seen.Timeline.Latest.At);
        var mean = waits.Average(wait => wait.TotalSeconds);
        output.WriteLine($"{waits.Length} items waited {mean:0.000} s on average by their own account; reported: {seen.SharedPool.Wait}");
        output.WriteLine($"{seen}");
        Assert.NotNull(seen.SharedPool.Wait);
        Assert.InRange(seen.SharedPool.Wait.Value.Mean.TotalSeconds, mean * (1 - Tolerance), mean * (1 + Tolerance));
    }

    [Theory]
    [InlineData("sleep")]
    [InlineData("stream")]
    [InlineData("idle")]
    public void OldestWait_AtEachLook_IsNeverMoreThanTheTruth(string name)
    {
        using var target = DotNetRuntimes.Start(name);
        var seen = Seen.Of(target, TimeSpan.FromSeconds(3), whole: true);
        var truth = Truth.Ask(target);
        int told = 0, over = 0;
        var worst = "";
        for (var i = 0; i < seen.Timeline.Count; i++)
        {
            var look = seen.Timeline[i];
            if (look.Pools.Span.ToArray().FirstOrDefault(each => each.Kind == PoolKind.DotNetThreadPool).OldestWait is not { Ticks: > 0 } wait)
                continue;
            told++;
            var most = Enumerable.Range(0, (int)(Lag / Late) + 1).Max(step => truth.OldestWait(look.At - (step * Late)));
            if (wait <= (most * (1 + Tolerance)) + Late)
                continue;
            over++;
            worst = $"told {wait.TotalSeconds:0.000} s, in truth {most.TotalSeconds:0.000} s";
        }

        output.WriteLine($"{told} looks told it, {over} too much {worst}; at the end {seen.SharedPool.OldestWait}, in truth {truth.OldestWait(seen.Timeline.Latest.At)}");
        Assert.True(over == 0, $"{over} of {told} looks tell too much: {worst}");
        if (name == "sleep")
            Assert.True(seen.SharedPool.OldestWait?.Duration >= TimeSpan.FromSeconds(2), $"watched for three seconds, and told {seen.SharedPool.OldestWait}");
    }

    // waits grow with each item of a burst: a watch that ends within one, a moment before it is told what began last, would not tell of the longest
    private static void AwaitRest(LiveTarget target)
    {
        Eventually.True(() => Truth.Ask(target).Items.Any(item => item.Began is null), Rest, () => $"no burst came from {target}");
        Eventually.True(() => Truth.Ask(target).Items.All(item => item.Began is not null), Rest, () => $"the burst does not end in {target}");
    }
}
