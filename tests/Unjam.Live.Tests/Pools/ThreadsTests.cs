using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Pools;

/// <summary>Pools of threads that are no ThreadPoolExecutor, or one of somebody in particular, as the targets announced them.</summary>
public sealed class ThreadsTests
{
    private static readonly string[] OldAndNew = ["3.8", "3.11", "3.13", "3.15"];

    [Theory]
    [MemberData(nameof(Some))]
    public void MultiprocessingPool_LookedAt_CountsItsWorkersAndNotItsHelpers(string python)
    {
        using var target = LiveTarget.Start(python, "s20_mp_threadpool.py");
        var seen = PoolLook.Of(target, PoolKind.MultiprocessingPool, pool => pool.Busy.Length == 3 && pool.Pool.Queued > 40 && pool.Waiting == $"{pool.Pool.Queued} crawl");
        Assert.Equal(3, seen.Pool.Limit);
        Assert.Equal(3, seen.Workers.Length);
        Assert.Equal("3 crawl", seen.Running);
        Assert.All(seen.Busy, worker => Assert.Equal(target.Script, worker.Item.Function!.File));
        Assert.Equal(seen.Pool.Queued + 3, seen.Busy.Select(worker => worker.Item.Id).Concat(seen.Queue.Select(item => item.Id)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Some))]
    public void ThreadsThatServeOneQueue_LookedAt_ArePoolWhetherTheyWaitOrWork(string python)
    {
        using var target = LiveTarget.Start(python, "s21_queue_pool.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var idle = PoolLook.Of(probe, target, PoolKind.QueuePool, pool => pool.Workers.Length == 3);
        Assert.Equal((3, 0, 0), (idle.Pool.Limit, idle.Busy.Length, idle.Pool.Queued));
        target.Send("go");
        var busy = PoolLook.Of(probe, target, PoolKind.QueuePool, pool => pool is { Busy.Length: 3, Pool.Queued: 20 });
        Assert.Equal((3, "queue of consume"), (busy.Pool.Limit, busy.Pool.Name));
        Assert.Equal("3 consume", busy.Running);
        var first = busy.Busy.Select(worker => worker.Item.Id).ToArray();
        // each item takes 0.4 s: by then all three are others
        PoolLook.Of(probe, target, PoolKind.QueuePool, pool => pool.Busy.Length == 3 && !pool.Busy.Any(worker => first.Contains(worker.Item.Id)));
    }

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "asgiref" } }, MemberType = typeof(Interpreters))]
    public void AsgirefsSingleThread_LookedAt_IsOfItsKind(string python)
    {
        using var target = LiveTarget.Start(python, "s07_asgiref_single_thread.py");
        var seen = PoolLook.Of(target, PoolKind.Asgiref, pool => pool is { Pool.Queued: 19, Waiting: "19 orm_query" });
        Assert.Equal((1, "1 orm_query"), (seen.Pool.Limit, seen.Running));
    }

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "gunicorn" } }, MemberType = typeof(Interpreters))]
    public void GunicornsThreads_LookedAt_AreOfTheirKind(string python)
    {
        using var target = LiveTarget.Start(python, "s17_gunicorn_gthread.py", environment: Port());
        var seen = PoolLook.Of(target, PoolKind.Gthread, pool => pool is { Pool.Queued: 5, Busy.Length: 3 });
        Assert.Equal((3, "3 handle"), (seen.Pool.Limit, seen.Running));
    }

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "uvicorn" } }, MemberType = typeof(Interpreters))]
    public void UvicornsWsgiThreads_LookedAt_AreOfTheirKind(string python)
    {
        using var target = LiveTarget.Start(python, "s33_uvicorn_wsgi.py", environment: Port());
        var seen = PoolLook.Of(target, PoolKind.Wsgi, pool => pool is { Pool.Queued: 5, Busy.Length: 2 });
        Assert.Equal((2, "2 wsgi"), (seen.Pool.Limit, seen.Running));
    }

    public static IEnumerable<object[]> Some() => OldAndNew.Select(series => new object[] { Interpreters.OfSeries(series).Name });

    private static Dictionary<string, string> Port() => new() { ["PORT"] = FreeAddress.Port() };
}
