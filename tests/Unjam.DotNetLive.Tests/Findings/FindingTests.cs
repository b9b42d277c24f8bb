using Unjam.Diagnosis;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>Each way to stall is found, and the call to change is named; what does not stall is left alone.</summary>
public sealed class FindingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Control = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("sleep")]
    [InlineData("burst")]
    [InlineData("stream")]
    [InlineData("sync-over-async")]
    [InlineData("kestrel")]
    [InlineData("lock-convoy")]
    [InlineData("semaphore")]
    [InlineData("blocked-loop")]
    [InlineData("saturated-executor")]
    [InlineData("gc")]
    [InlineData("many-threads")]
    public void Stall_Watched_IsFoundAndItsCallNamed(string name)
    {
        using var target = DotNetRuntimes.Start(name);
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        Assert.Equal(Outcome.Findings, seen.Report.Outcome);
        Assert.Equal(target.Announcement.GetProperty("expect").GetString(), seen.Finding.Id);
        foreach (var (expected, actual) in new[] { ("culprit", seen.Finding.Culprit?.Function), ("cause", seen.Finding.Cause), ("subject", seen.Finding.Subject) })
        {
            if (target.Announcement.GetProperty(expected).GetString() is { } truth)
                Assert.Equal(truth, actual);
        }
    }

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
    public void StarvedPool_AttachedTo_IsNamedWithItsStacksWithinASecond()
    {
        using var target = DotNetRuntimes.Start("sleep");
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        Assert.Equal(Ending.Certain, seen.Report.Ending);
        Assert.Equal("Shop.Orders.Load", seen.Finding.Culprit?.Function);
        Assert.NotEmpty(seen.Finding.Stack.Frames);
        Assert.True(seen.Elapsed <= TimeSpan.FromSeconds(1), $"the verdict took {seen.Elapsed.TotalSeconds:0.00} s");
    }
}
