using Unjam.Diagnosis;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>What other load would spoil: programs that are well, one that computes, one whose collector works, and the time to a verdict.</summary>
[Collection(Alone.Name)]
public sealed class AloneTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Control = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("healthy")]
    [InlineData("busy")]
    [InlineData("idle")]
    public void Control_WatchedForAWhile_IsHealthy(string name)
    {
        using var target = DotNetRuntimes.Start(name);
        var seen = Seen.Of(target, Control);
        output.WriteLine($"{seen}");
        Assert.Empty(seen.Report.Findings);
        Assert.Equal(Outcome.Healthy, seen.Report.Outcome);
    }

    [Fact]
    public void CollectorThatStopsAll_Watched_IsFoundWithTheTimeItTook()
    {
        using var target = DotNetRuntimes.Start("gc");
        var before = Truth.Ask(target);
        var seen = Seen.Of(target, TimeSpan.FromSeconds(3), whole: true);
        var truth = Truth.Ask(target);
        output.WriteLine($"{seen}");
        seen.IsAsAnnounced(target);
        var told = seen.Timeline.Latest.Paused - seen.Timeline[0].Paused;
        var share = (truth.Paused - before.Paused) / (truth.At - before.At);
        output.WriteLine($"told {told?.TotalSeconds:0.000} s of {seen.Report.Quality.Watched.TotalSeconds:0.00}, by its own account {share:0.000} of the time");
        Assert.InRange(told!.Value / seen.Report.Quality.Watched, share * 0.75, share * 1.25);
    }

    [Fact]
    public void StarvedPool_AttachedTo_IsNamedWithItsStacksWithinASecond()
    {
        using var target = DotNetRuntimes.Start("sleep");
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        Assert.Equal(Ending.Certain, seen.Report.Ending);
        seen.IsAsAnnounced(target);
        Assert.NotEmpty(seen.Finding.Stack.Frames);
        Assert.True(seen.Elapsed <= Soon, $"the verdict took {seen.Elapsed.TotalSeconds:0.00} s");
    }
}
