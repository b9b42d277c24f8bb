using Unjam.Model;

namespace Unjam.Live.Tests.Pools;

/// <summary>Limiters of AnyIO, as FastAPI uses them, against the target's own truth.</summary>
public sealed class LimiterTests
{
    [Theory]
    [MemberData(nameof(OnBothLoops))]
    public void ExhaustedLimiter_LookedAt_IsReadAsItIs(string python, string loop)
    {
        using var target = LiveTarget.Start(python, "s06_fastapi_limiter40.py", environment: new Dictionary<string, string>
        {
            ["LOOP"] = loop,
            ["PORT"] = FreeAddress.Port(),
            ["TRUTH"] = "1",
            ["TRUTH_EVERY"] = "0.2",
        });
        var seen = PoolLook.Of(target, PoolKind.AnyioLimiter, pool => pool.Look.Loops.Count == 1 && pool.Pool is { Borrowed: 40, Queued: 60 } && pool.Busy.Length == 40 && pool.Waiting == "60 report");
        Assert.Equal(40, seen.Pool.Limit);
        Assert.Equal(Assert.Single(seen.Look.Loops.Span.ToArray()).Id, seen.Pool.Loop);
        Assert.Equal("40 report", seen.Running);
        Assert.All(seen.Busy, worker => Assert.Equal(target.Script, worker.Item.Function!.File));
        // whoever waits is a task of its own, and a different one for each item
        var tasks = seen.Look.Tasks.Span.ToArray().ToDictionary(task => task.Id, task => task.Name);
        Assert.All(seen.Busy.Select(worker => worker.Item).Concat(seen.Queue), item => Assert.Equal(tasks[item.Id], item.Caller!.Task));
        Assert.Equal(100, seen.Busy.Select(worker => worker.Item.Id).Concat(seen.Queue.Select(item => item.Id)).Distinct().Count());
        PoolLook.AssertTruth(target, "limiters", ("total", 40), ("borrowed", 40), ("waiting", 60));
    }

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "fastapi" } }, MemberType = typeof(Interpreters))]
    public void LimiterOfTheProgramsOwn_LookedAt_IsReadBesideTheDefault(string python)
    {
        using var target = LiveTarget.Start(python, "limiter_held.py");
        var seen = PoolLook.Of(target, PoolKind.AnyioLimiter, pool => pool.Pool is { Name: "anyio default limiter", Queued: 7 } && pool.Busy.Length == 7, pools: 2);
        Assert.Equal((5, 5), (seen.Pool.Limit, seen.Pool.Borrowed));
        Assert.Equal(("2 held, 5 slow", "7 slow"), (seen.Running, seen.Waiting));
        Assert.All(seen.Queue, item => Assert.Equal("request", item.Caller!.Coroutine!.Name));
        Assert.Equal(Enumerable.Range(5, 7).Select(n => $"request-{n}"), seen.Queue.Select(item => item.Caller!.Task));
        var own = Assert.Single(seen.Look.Pools.Span.ToArray(), pool => pool.Id != seen.Pool.Id);
        Assert.Equal(("anyio limiter", 2, 2, 3, seen.Pool.Loop), (own.Name, own.Limit, own.Borrowed, own.Queued, own.Loop));
        Assert.All(seen.Look.Queue.Of(own.Queue).ToArray(), item => Assert.Equal("held", item.Function!.Name));
    }

    public static IEnumerable<object[]> OnBothLoops() =>
        from python in Interpreters.With("fastapi", "uvicorn", "uvloop")
        from loop in new[] { "asyncio", "uvloop" }
        select new[] { python[0], loop };
}
