using Unjam.Diagnosis;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>The same is found on every runtime; where one tells less, that is said.</summary>
public sealed class RuntimeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("8.0", "sleep")]
    [InlineData("8.0", "lock-convoy")]
    [InlineData("8.0", "sync-over-async")]
    [InlineData("9.0", "sleep")]
    [InlineData("9.0", "semaphore")]
    public void OlderRuntime_Stalled_IsFoundAndItsCallNamed(string runtime, string name)
    {
        using var target = DotNetRuntimes.Start(runtime, name);
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        Assert.StartsWith(runtime, seen.Timeline.Target.Version, StringComparison.Ordinal);
        seen.IsAsAnnounced(target);
    }

    [Fact]
    public void NativeAot_Starved_IsFoundWithoutACulpritAndSaysWhatIsMissing()
    {
        using var target = DotNetRuntimes.Start(DotNetRuntimes.NativeAot, "sleep");
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        Assert.Equal(Outcome.Findings, seen.Report.Outcome);
        Assert.Equal("pool-starved", seen.Finding.Id);
        Assert.Null(seen.Finding.Culprit);
        Assert.Contains(seen.Report.Quality.Gaps, gap => gap.Contains("NativeAOT", StringComparison.Ordinal));
    }
}
