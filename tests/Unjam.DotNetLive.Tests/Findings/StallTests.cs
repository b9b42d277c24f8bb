using Unjam.Diagnosis;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>Each way to stall is found, and the call to change is named.</summary>
public sealed class StallTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);

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
    [InlineData("many-threads")]
    public void Stall_Watched_IsFoundAndItsCallNamed(string name)
    {
        using var target = DotNetRuntimes.Start(name);
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        Assert.Equal(Outcome.Findings, seen.Report.Outcome);
        seen.IsAsAnnounced(target);
    }
}
