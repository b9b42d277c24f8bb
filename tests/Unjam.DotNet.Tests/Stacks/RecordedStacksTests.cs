using System.Globalization;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;

namespace Unjam.DotNet.Tests.Stacks;

public sealed class RecordedStacksTests
{
    [Fact]
    public void Crew_Recorded_IsFoundInItsMethods()
    {
        var burst = new StackBurst();
        var end = new NettraceReader().Read(new MemoryStream(Recording.Bytes(Recording.Crew)), burst);
        Assert.True(end.IsWhole, end.Message);
        var threads = burst.Threads(end).ToDictionary(thread => thread.NativeId);

        var truth = Recording.Truth(Recording.Crew);
        Assert.InRange(truth.Length, 16, 16);
        foreach (var (thread, method) in truth)
        {
            var seen = threads[long.Parse(thread, CultureInfo.InvariantCulture)];
            Assert.False(seen.IsCut);
            Assert.Contains(seen.Stack.Frames, frame => frame.Function.Name == method && frame.Function.File == "Unjam.DotNetTarget.dll");
            Assert.Equal("System.Threading.Thread.StartCallback", seen.Stack.Frames[^1].Function.Name);
            Assert.DoesNotContain(seen.Stack.Frames, frame => frame.Function.Name.Contains('?', StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Threads_WithEqualStacks_AreOneGroup()
    {
        var burst = new StackBurst();
        var end = new NettraceReader().Read(new MemoryStream(Recording.Bytes(Recording.Crew)), burst);
        var groups = StackGroup.Of(burst.Threads(end));
        Assert.Contains(groups, group => group.Threads.Length == 2 && group.Stack.Frames.Any(frame => frame.Function.Name == "Shop.Crew.BlockPool"));
        Assert.Contains(groups, group => group.Threads.Length == 4 && group.Stack.Frames.Any(frame => frame.Function.Name == "Shop.Crew.Sleep"));
        Assert.Equal(burst.Threads(end).Length, groups.Sum(group => group.Threads.Length));
    }

    [Fact]
    public void Names_ThatDidNotCome_AreSaidToBeUnknown()
    {
        var bytes = Recording.Bytes(Recording.Crew);
        var burst = new StackBurst();
        var end = new NettraceReader().Read(new MemoryStream(bytes, 0, bytes.Length / 4), burst);
        Assert.Equal(NettraceOutcome.Truncated, end.Outcome);
        Assert.Contains(burst.Threads(end), thread => thread.Stack.Frames.Any(frame => frame.Function.Name == "?"));
    }

    [Fact]
    public void Burst_ReadTwice_MakesTheSameStacks()
    {
        var burst = new StackBurst();
        var bytes = Recording.Bytes(Recording.Crew);
        var first = burst.Threads(new NettraceReader().Read(new MemoryStream(bytes), burst));
        var (samples, rounds, methods) = (burst.Samples, burst.Rounds, burst.Methods);
        var second = burst.Threads(new NettraceReader().Read(new MemoryStream(bytes), burst));
        Assert.Equal((samples, rounds, methods), (burst.Samples, burst.Rounds, burst.Methods));
        Assert.Equal(first.Select(each => each.NativeId), second.Select(each => each.NativeId));
        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Same(first[0].Stack, second[0].Stack);
    }
}
