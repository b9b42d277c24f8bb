using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Cli.Tests.Screens;

/// <summary>Reports as real services give them.</summary>
internal static class Samples
{
    private const string Lib = "/usr/lib/python3.11";
    private const string Site = "/srv/shop/venv/lib/python3.11/site-packages";

    public static Target Target { get; } = new(4312, "cpython", "3.11.7", "CPython 3.11.7, libpython", "uvicorn shop.api:app --host 0.0.0.0");

    public static Report BlockedLoop { get; } = Make(
        Outcome.Findings,
        [
            new("loop-blocked", Severity.Critical, "The event loop of MainThread is blocked in a synchronous HTTP call", "MainThread")
            {
                Cause = "socket",
                Culprit = new("pay", "/srv/shop/payments.py", 41, "MainThread", "POST /pay", "requests.post"),
                Stack = new(
                [
                    At("SSLSocket.read", $"{Lib}/ssl.py", 1104), At("SSLSocket.recv_into", $"{Lib}/ssl.py", 1242), At("SocketIO.readinto", $"{Lib}/socket.py", 706),
                    At("HTTPResponse._read_status", $"{Lib}/http/client.py", 280), At("HTTPConnectionPool.urlopen", $"{Site}/urllib3/connectionpool.py", 715),
                    At("HTTPAdapter.send", $"{Site}/requests/adapters.py", 486), At("request", $"{Site}/requests/api.py", 59),
                    At("pay", "/srv/shop/payments.py", 41), At("create_order", "/srv/shop/api.py", 88),
                    At("run_endpoint_function", $"{Site}/fastapi/routing.py", 190), At("Handle._run", $"{Lib}/asyncio/events.py", 80),
                    At("BaseEventLoop._run_once", $"{Lib}/asyncio/base_events.py", 1922), At("main", "/srv/shop/__main__.py", 7),
                ]),
                Held = new(TimeSpan.FromSeconds(12.4), IsLowerBound: true, TimeSpan.Zero, IsOver: false),
                Evidence = ["In 40 of 40 looks the loop was in the same turn, in the same callback.", "The thread waits in recvfrom on socket:[48213]."],
                Consequences = ["214 callbacks are ready to run.", "61 tasks are pending", "the earliest timer is 12.4 s late"],
                Advice =
                [
                    new("Run the call in a thread, with a timeout:", "r = requests.post(url, json=body)", "r = await asyncio.to_thread(\n    requests.post, url, json=body, timeout=5)"),
                    new("Better: use an asynchronous client, such as httpx.AsyncClient."),
                ],
            },
        ],
        Ending.Certain,
        TimeSpan.FromSeconds(0.4),
        [new("MainThread", LoopKind.Uvloop, 4312, 1, TimeSpan.FromSeconds(12.4), TimeSpan.FromSeconds(12.4), TimeSpan.FromSeconds(12.4), 214, 61)],
        []);

    public static Report SaturatedPool { get; } = Make(
        Outcome.Findings,
        [
            new("pool-saturated", Severity.Critical, "Pool db is exhausted: 8 of 8 workers are busy and 143 items wait", "db")
            {
                Evidence = ["All workers were busy in 500 of 500 looks.", "The queue grows by 21 items a second."],
                Consequences = ["the event loop itself is healthy: requests wait in the queue"],
                Advice = [new("6 of 8 workers wait for the database: more threads only move the queue. Add a timeout and cap what is submitted.")],
            },
        ],
        Ending.Duration,
        TimeSpan.FromSeconds(5),
        [new("MainThread", LoopKind.Asyncio, 4312, 0.31, null, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(4.1), 0, 12)],
        [
            new("db", PoolKind.ThreadPoolExecutor, 8, 8, 8, 143)
            {
                OldestWait = new(TimeSpan.FromSeconds(6.2), IsLowerBound: true, TimeSpan.Zero, IsOver: false),
                Wait = new(TimeSpan.FromSeconds(5.1), TimeSpan.FromSeconds(6), IsEstimated: false, 88),
                ServiceTime = TimeSpan.FromSeconds(1.9),
                Throughput = 4.2,
                Doing =
                [
                    new(6, At("fetch_orders", "/srv/shop/orders.py", 133), "psycopg2 execute", new(TimeSpan.FromSeconds(4.8), true, TimeSpan.Zero, false)),
                    new(1, At("retry", "/srv/shop/retry.py", 27), "time.sleep", new(TimeSpan.FromSeconds(3), false, TimeSpan.FromMilliseconds(10), false)),
                    new(1, At("export", "/srv/shop/export.py", 60), null, null),
                ],
            },
            new("default", PoolKind.ThreadPoolExecutor, 32, 5, 3, 0),
        ]);

    public static Report PlannedPool { get; } = SaturatedPool with
    {
        Pools =
        [
            SaturatedPool.Pools[0] with
            {
                Plan = new(new PoolLoad(8, 40, TimeSpan.FromSeconds(0.2)) { Items = 312, Watched = TimeSpan.FromSeconds(30) }, new(8, null) { Utilisation = 1 })
                {
                    Advised = new(12, TimeSpan.FromMilliseconds(7)) { Least = TimeSpan.FromMilliseconds(3), Most = TimeSpan.FromMilliseconds(19), Utilisation = 0.67 },
                    IsConfident = true,
                    Because = ["312 items were completed in 30.0 s"],
                    WrongIf = "It was wrong if, with 12 and the same load (40/s), work waits more than 19 ms on average.",
                },
                WhatIf =
                [
                    new(9, TimeSpan.FromMilliseconds(131)) { Utilisation = 0.89 },
                    new(8, null) { Utilisation = 1 },
                    new(64, TimeSpan.FromMilliseconds(40)) { Most = TimeSpan.FromMilliseconds(90), Utilisation = 0.125, Because = "bounded by the interpreter's lock: 10 are served at a time" },
                ],
            },
            SaturatedPool.Pools[1],
        ],
    };

    public static Report Deadlock { get; } = Make(
        Outcome.Findings,
        [
            new("pool-deadlocked", Severity.Critical, "Deadlock: every worker of pool walk waits for work that is queued in walk itself", "walk")
            {
                Culprit = new("walk", "/srv/shop/tree.py", 52, "walk_0", null, "Future.result"),
                Stack = new([At("Condition.wait", $"{Lib}/threading.py", 327), At("Future.result", $"{Lib}/concurrent/futures/_base.py", 451), At("walk", "/srv/shop/tree.py", 52), At("_WorkItem.run", $"{Lib}/concurrent/futures/thread.py", 58)]),
                Held = new(TimeSpan.FromSeconds(5), true, TimeSpan.FromMilliseconds(10), false),
                Evidence = ["4 of 4 workers wait for futures whose items are among the 4 in the queue."],
                Advice = [new("Do not wait in a worker for the pool that it serves: use a second pool, or join outside.")],
            },
        ],
        Ending.Certain,
        TimeSpan.FromSeconds(1.1),
        [],
        [new("walk", PoolKind.ThreadPoolExecutor, 4, 4, 4, 4) { Doing = [new(4, At("walk", "/srv/shop/tree.py", 52), "Future.result", new(TimeSpan.FromSeconds(5), true, TimeSpan.Zero, false))] }]);

    public static Report Stopped { get; } = Make(
        Outcome.Findings,
        [new("target-stopped", Severity.Critical, "The process is stopped by a signal: nothing in it runs", "") { Evidence = ["Its state is T in 3 of 3 looks."], Advice = [new("Continue it with: kill -CONT 4312")] }],
        Ending.Certain,
        TimeSpan.FromSeconds(0.1),
        [],
        []);

    public static Report Healthy { get; } = Make(
        Outcome.Healthy,
        [],
        Ending.Duration,
        TimeSpan.FromSeconds(5),
        [new("MainThread", LoopKind.Asyncio, 4312, 0.305, null, TimeSpan.FromMilliseconds(9), TimeSpan.FromMilliseconds(4.1), 0, 1)],
        [new("default", PoolKind.ThreadPoolExecutor, 32, 5, 3, 0)]);

    public static Report Inconclusive { get; } = Make(
        Outcome.Inconclusive,
        [new("inconclusive", Severity.Warning, "Too little could be seen: 480 of 500 looks failed", "") { Evidence = ["thread 4312: its stack moved while it was read"], Advice = [new("Watch for longer: --duration 30s")] }],
        Ending.Duration,
        TimeSpan.FromSeconds(5),
        [],
        []) with
    {
        Undecided = ["480 of 500 looks saw nothing"],
        Quality = new(500, 12, 8, 480, TimeSpan.Zero, TimeSpan.FromMilliseconds(40), TimeSpan.FromSeconds(5), ["thread 4312: unreadable (480 looks)"]),
    };

    public static Report Two { get; } = BlockedLoop with
    {
        Ending = Ending.Duration,
        Findings = [BlockedLoop.Findings[0], SaturatedPool.Findings[0] with { Severity = Severity.Warning }],
        Pools = SaturatedPool.Pools,
        Undecided = ["whether pool default is full: its limit could not be read"],
    };

    public static Frame At(string function, string file, int line) => new(new(function, file, line - 1), line);

    private static Report Make(
        Outcome outcome, ImmutableArray<Finding> findings, Ending ending, TimeSpan watched, ImmutableArray<LoopSummary> loops, ImmutableArray<PoolSummary> pools)
    {
        var looks = (int)(watched.TotalSeconds * 100);
        return new(Target, outcome, findings, [], loops, pools, new(looks, looks, 0, 0, TimeSpan.Zero, watched * 0.008, watched, [])) { Ending = ending };
    }
}
