using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Pools;

/// <summary>Trio's limiters and worker threads, against the target's own truth.</summary>
public sealed class TrioTests
{
    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "trio" } }, MemberType = typeof(Interpreters))]
    public void ExhaustedLimiter_LookedAt_IsReadAsItIs(string python)
    {
        using var target = LiveTarget.Start(python, "trio_limiter.py", environment: new Dictionary<string, string> { ["MODE"] = "exhausted", ["TRUTH"] = "1", ["TRUTH_EVERY"] = "0.2" });
        var seen = PoolLook.Of(target, PoolKind.TrioLimiter, pool => pool.Pool is { Borrowed: 40, Queued: 60 } && pool.Busy.Length == 40 && pool.Waiting == "60 slow_sql");
        Assert.Equal(("trio default limiter", 40, 0UL), (seen.Pool.Name, seen.Pool.Limit, seen.Pool.Loop));
        Assert.Equal("40 slow_sql", seen.Running);
        Assert.All(seen.Busy, worker => Assert.Equal(target.Script, worker.Item.Function!.File));
        // whoever waits is a task of its own, and a different one for each item
        Assert.Equal(100, seen.Busy.Select(worker => worker.Item.Id).Concat(seen.Queue.Select(item => item.Id)).Distinct().Count());
        Assert.Equal(40, seen.Busy.Select(worker => worker.Item.Result).Distinct().Count());
        Assert.All(seen.Busy.Select(worker => worker.Item).Concat(seen.Queue), item => Assert.Equal(("__main__.report", "report"), (item.Caller!.Task, item.Caller.Coroutine!.Name)));
        PoolLook.AssertTruth(target, "limiters", ("total", 40), ("borrowed", 40), ("waiting", 60));
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public void LimitersAtRest_LookedAt_AreReadOnceEach(string python, string by)
    {
        using var target = LiveTarget.Start(python, "trio_held.py", environment: new Dictionary<string, string> { ["BY"] = by });
        // nothing is read twice, as AnyIO's limiter and as trio's
        var seen = PoolLook.Of(target, PoolKind.TrioLimiter, pool => pool.Pool is { Name: "trio default limiter", Queued: 7 } && pool.Look.Pools.Count == 2, pools: 2);
        Assert.Equal((5, 5, 8), (seen.Pool.Limit, seen.Pool.Borrowed, seen.Workers.Length));
        Assert.Equal(("5 slow", "7 slow"), (seen.Running, seen.Waiting));
        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"request-{n}"), seen.Busy.Select(worker => worker.Item).Concat(seen.Queue).Select(item => item.Caller!.Task).OrderBy(name => int.Parse(name[8..], System.Globalization.CultureInfo.InvariantCulture)));
        var own = new PoolLook(seen.Look, Assert.Single(seen.Look.Pools.Span.ToArray(), pool => pool.Id != seen.Pool.Id));
        Assert.Equal(("trio limiter", 2, 2, 3), (own.Pool.Name, own.Pool.Limit, own.Pool.Borrowed, own.Pool.Queued));
        Assert.Equal(("2 held", "3 held", 2), (own.Running, own.Waiting, own.Workers.Length));
        Assert.All(own.Queue, item => Assert.Equal("guarded", item.Caller!.Coroutine!.Name));
    }

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "trio" } }, MemberType = typeof(Interpreters))]
    public void CallerThatGivesUp_LookedAt_IsKnownStill(string python)
    {
        using var target = LiveTarget.Start(python, "trio_limiter.py", environment: new Dictionary<string, string> { ["MODE"] = "abandoned" });
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        PoolLook.Of(probe, target, PoolKind.TrioLimiter, pool => pool.Busy.Any(worker => worker.Item.Caller is { IsCancelled: false, Task: "__main__.impatient" }));
        var seen = PoolLook.Of(probe, target, PoolKind.TrioLimiter, pool => pool.Busy.Any(worker => worker.Item.Caller is { IsCancelled: true, Task: "__main__.impatient" }));
        Assert.All(seen.Busy, worker => Assert.Equal("slow_sql", worker.Item.Function!.Name));
    }

    public static IEnumerable<object[]> BothWays() =>
        from way in new[] { "trio", "anyio" }
        from python in Interpreters.With("trio", way)
        select new[] { python[0], way };
}
