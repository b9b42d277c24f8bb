using Unjam.Live;
using Unjam.Model;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>How long work waits in the shared pool, against what the items themselves measured.</summary>
public sealed class QueueWaitTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.10;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("stream")]
    [InlineData("burst")]
    public void QueueWait_OfAStarvedPool_IsWithinATenthOfTheTruth(string name)
    {
        using var target = DotNetRuntimes.Start(name);
        var seen = Seen.Of(target, Long, whole: true);
        var truth = Truth.Ask(target);
        var waits = truth.Waits(seen.Began, seen.Timeline.Latest.At);
        var mean = waits.Average(wait => wait.TotalSeconds);
        output.WriteLine($"{waits.Length} items waited {mean:0.000} s on average by their own account; reported: {seen.SharedPool.Wait}");
        output.WriteLine($"{seen}");
        Assert.NotNull(seen.SharedPool.Wait);
        Assert.InRange(seen.SharedPool.Wait.Value.Mean.TotalSeconds, mean * (1 - Tolerance), mean * (1 + Tolerance));
    }

    [Fact]
    public void OldestWait_OfAStarvedPool_IsNeverMoreThanTheTruthAndAtLeastWhatWasWatched()
    {
        using var target = DotNetRuntimes.Start("sleep");
        var seen = Seen.Of(target, TimeSpan.FromSeconds(3), whole: true);
        var truth = Truth.Ask(target);
        var compared = 0;
        for (var i = 0; i < seen.Timeline.Count; i++)
        {
            var look = seen.Timeline[i];
            var pool = look.Pools.Span.ToArray().Single(each => each.Kind == PoolKind.DotNetThreadPool);
            if (pool.OldestWait is not { Ticks: > 0 } told)
                continue;
            compared++;
            var waited = truth.OldestWait(look.At);
            Assert.True(told <= waited * (1 + Tolerance), $"told {told.TotalSeconds:0.000} s, in truth {waited.TotalSeconds:0.000} s");
        }

        var end = seen.SharedPool.OldestWait;
        output.WriteLine($"{compared} looks compared; at the end {end}, in truth {truth.OldestWait(seen.Timeline.Latest.At)}");
        Assert.True(compared > 50, $"only {compared} looks told it");
        Assert.True(end?.Duration >= TimeSpan.FromSeconds(2), $"watched for three seconds, and told {end}");
    }
}
