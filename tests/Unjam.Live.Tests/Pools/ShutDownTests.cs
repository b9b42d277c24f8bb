using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Pools;

/// <summary>What is in a queue and is no work.</summary>
public sealed class ShutDownTests
{
    [Theory]
    [MemberData(nameof(Some))]
    public void PoolThatShutsDown_LookedAt_CountsWorkAlone(string python)
    {
        using var target = LiveTarget.Start(python, "pool_shut_down.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();

        // the entry that tells workers to end is known from the first look on that asks the kernel
        probe.Look(look, LookDepth.Kernel);
        foreach (var depth in new[] { LookDepth.Memory, LookDepth.Kernel, LookDepth.Everything })
        {
            probe.Look(look, depth);
            var pool = Assert.Single(look.Pools.Span.ToArray());
            Assert.Equal((4, 4), (pool.Queued, pool.Queue.Count));
            Assert.DoesNotContain(look.Queue.Span.ToArray(), item => item.Id == 0);
        }

        Assert.All(look.Queue.Span.ToArray(), item => Assert.Equal("work", item.Function!.Name));
    }

    public static IEnumerable<object[]> Some =>
        new[] { "3.8", "3.11", "3.13", "3.15" }.Where(series => Interpreters.List.Any(each => each.Series == series))
            .Select(series => new object[] { Interpreters.OfSeries(series).Name });
}
