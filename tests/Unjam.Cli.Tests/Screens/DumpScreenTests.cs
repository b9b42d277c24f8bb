using Unjam.Cli.Screens;
using Unjam.Model;

namespace Unjam.Cli.Tests.Screens;

public sealed class DumpScreenTests
{
    private const string Lib = "/usr/lib/python3.11";

    [Fact]
    public void Dump_LoopAndPool_At80Columns() => Approval.Verify(Drawn.By(paper => DumpScreen.Write(paper, Samples.Target, LoopAndPool())));

    [Fact]
    public void Dump_ExhaustedLimiter_At80Columns() => Approval.Verify(Drawn.By(paper => DumpScreen.Write(paper, Samples.Target, Limiter())));

    [Fact]
    public void Dump_StoppedTarget_SaysSo()
    {
        var look = LoopAndPool();
        look.State = TargetState.Stopped;
        Assert.Contains("The process is stopped: nothing in it can run.", Drawn.By(paper => DumpScreen.Write(paper, Samples.Target, look)));
    }

    private static Snapshot Limiter()
    {
        var look = new Snapshot();
        look.Begin(Moment.FromSeconds(100), LookDepth.Everything);
        look.Threads.Add(new TargetThread(1, 4320, "AnyIO worker thread", new Stack([Samples.At("report", "/srv/shop/api.py", 12)]), StackQuality.Complete, HoldsGil: false, default));
        look.Threads.Add(new TargetThread(2, 4321, "AnyIO worker thread", Stack.Empty, StackQuality.Unread, HoldsGil: false, default));
        var report = new Function("report", "/srv/shop/api.py", 10);
        look.Workers.Add(new Worker(0, new WorkItem(11, 12, report), 0));
        look.Workers.Add(new Worker(1, default, 0));
        look.Queue.Add(new WorkItem(21, 0, report));
        look.Queue.Add(new WorkItem(22, 0, null));
        look.Pools.Add(new Pool
        {
            Id = 9,
            Kind = PoolKind.AnyioLimiter,
            Name = "anyio default limiter",
            Limit = 2,
            Borrowed = 2,
            Loop = 7,
            Workers = new Slice(0, 2),
            Queued = 2,
            Queue = new Slice(0, 2),
        });
        look.Pools.Add(new Pool { Id = 10, Kind = PoolKind.AnyioLimiter, Name = "anyio limiter", Limit = null, Borrowed = 3, Loop = 7, Queued = 0 });
        return look;
    }

    private static Snapshot LoopAndPool()
    {
        var look = new Snapshot();
        look.Begin(Moment.FromSeconds(100), LookDepth.Everything);
        look.Threads.Add(new TargetThread(1, 4312, "MainThread", new Stack(
            [Samples.At("legacy_fetch", "/srv/shop/repo.py", 12), Samples.At("handler", "/srv/shop/api.py", 40), Samples.At("Handle._run", $"{Lib}/asyncio/events.py", 80), Samples.At("BaseEventLoop._run_once", $"{Lib}/asyncio/base_events.py", 1922)]),
            StackQuality.Complete, HoldsGil: false, new KernelState('S', 230, 1, default, default, WaitsForGil: false)));
        look.Threads.Add(new TargetThread(2, 4320, "db_0", new Stack([Samples.At("fetch_orders", "/srv/shop/orders.py", 133), Samples.At("_worker", $"{Lib}/concurrent/futures/thread.py", 83)]),
            StackQuality.Moving, HoldsGil: true, new KernelState('R', -1, 0, default, default, WaitsForGil: false)));
        look.Threads.Add(new TargetThread(3, 4321, null, Stack.Empty, StackQuality.Unread, HoldsGil: false, default));
        look.Loops.Add(new Loop
        {
            Id = 7,
            Kind = LoopKind.Asyncio,
            Thread = 0,
            Phase = LoopPhase.Running,
            Turn = new Turn(1, Moment.FromSeconds(98.5), 5, 0, 2),
            Task = "GET /report",
            Ready = 3,
            Timers = 2,
            OverdueTimers = 1,
            Coroutine = new Function("handler", "/srv/shop/api.py", 38),
            Tasks = 2,
        });
        look.Tasks.Add(new AsyncTask(1, 0, "GET /report", new Stack([Samples.At("handler", "/srv/shop/api.py", 40)]), IsRunning: true, null));
        look.Tasks.Add(new AsyncTask(2, 0, "victim", new Stack([Samples.At("sleep", $"{Lib}/asyncio/tasks.py", 649), Samples.At("victim", "/srv/shop/api.py", 7)]), IsRunning: false, "Future"));
        look.Tasks.Add(new AsyncTask(3, -1, "Task-9", Stack.Empty, IsRunning: false, null));
        look.Workers.Add(new Worker(1, new WorkItem(11, 12, new Function("fetch_orders", "/srv/shop/orders.py", 120)), 0));
        look.Workers.Add(new Worker(2, default, 0));
        var call = new Function("export", "/srv/shop/export.py", 9);
        look.Queue.Add(new WorkItem(21, 22, call));
        look.Queue.Add(new WorkItem(23, 24, call));
        look.Queue.Add(new WorkItem(25, 26, null));
        look.Pools.Add(new Pool { Id = 9, Kind = PoolKind.ThreadPoolExecutor, Name = "db", Limit = 4, Workers = new Slice(0, 2), Queued = 3, Queue = new Slice(0, 3) });
        look.Gaps.Add(new Gap("thread 4321", "its data stack moved while it was read"));
        return look;
    }
}
