using Unjam.DotNet.Attach;
using Unjam.DotNet.Preflight;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Preflight;

public sealed class DotNetConditionsTests
{
    [Fact]
    public void Process_OfOurOwn_MeetsAll() => Assert.All(DotNetConditions.Of(Environment.ProcessId, TimeProvider.System), condition => Assert.True(condition.IsMet, condition.ToString()));

    [Fact]
    public void Process_ThatIsNotThere_EndsThere()
    {
        var condition = Assert.Single(DotNetConditions.Of(4_194_303, TimeProvider.System));
        Assert.Equal(("process", AttachFailure.NoSuchProcess), (condition.Id, condition.Failure));
    }

    [Theory]
    [InlineData("9.0.20", RuntimeShape.NativeAot, "stacks", "no sampler")]
    [InlineData("9.0.20", RuntimeShape.NativeAot, "waits", "NativeAOT does not tell")]
    [InlineData("8.0.31", RuntimeShape.Library, "waits", "only .NET 9 and later")]
    public void WhatARuntimeCannot_IsSaid_AndNoObstacle(string version, RuntimeShape shape, string id, string words)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var condition = DotNetConditions.Means(new DotNetRuntime(version, "shop", "x64", shape), own).Single(each => each.Id == id);
        Assert.Null(condition.IsMet);
        Assert.Contains(words, condition.Says, StringComparison.Ordinal);
    }
}
