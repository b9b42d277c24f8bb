namespace Unjam.Python.Interpreter;

/// <summary>The allow-list: the only functions of which locals are read, and which locals. No value of a user's variable is ever read.</summary>
/// <param name="Landmark">What it is.</param>
/// <param name="Name">Its <c>co_name</c>.</param>
/// <param name="Files">How its file's path may end or what it may contain.</param>
/// <param name="Locals">The locals that are read.</param>
internal sealed record LandmarkShape(Landmark Landmark, string Name, string[] Files, string[] Locals)
{
    public const int Self = 0, Handle = 1, EndTime = 2, Timeout = 3, Index = 4, Count = 5;

    public const int Executor = 0, Queue = 1, Item = 2;

    /// <summary>Locals of the function that a worker of another pool stands in: what it belongs to, what it calls, what its item is known by, and a number.</summary>
    public const int Owner = 0, Called = 1, Ticket = 2, Number = 3;

    /// <summary>Locals of a coroutine that wants a worker.</summary>
    public const int Wanted = 0, Limiter = 1;

    public static IReadOnlyList<LandmarkShape> All { get; } =
    [
        new(Landmark.RunOnce, "_run_once", [], ["self", "handle", "end_time", "timeout", "i", "ntodo"]),
        // nest_asyncio has its own, which counts nothing
        new(Landmark.RunOnce, "_run_once", ["nest_asyncio.py"], ["self", "handle", "end_time", "timeout"]),
        new(Landmark.Worker, "_worker", [], ["executor_reference", "work_queue", "work_item"]),
        new(Landmark.Result, "result", ["concurrent/futures/_base.py"], ["self", "timeout"]),
        new(Landmark.Result, "exception", ["concurrent/futures/_base.py"], ["self", "timeout"]),
        new(Landmark.ConditionWait, "wait", ["/threading.py"], ["self", "timeout", "waiter", "saved_state", "gotit"]),
        new(Landmark.ConditionWaitFor, "wait_for", ["/threading.py"], ["self", "predicate", "timeout", "endtime", "waittime"]),
        new(Landmark.ConditionLock, "__enter__", ["/threading.py"], ["self"]),
        new(Landmark.ConditionLock, "_acquire_restore", ["/threading.py"], ["self", "x"]),
        new(Landmark.EventWait, "wait", ["/threading.py"], ["self", "timeout", "signaled"]),
        new(Landmark.SemaphoreAcquire, "acquire", ["/threading.py"], ["self", "blocking", "timeout", "rc", "endtime"]),
        new(Landmark.QueuePut, "put", ["/queue.py"], ["self", "item", "block", "timeout", "endtime", "remaining"]),
        new(Landmark.Join, "join", ["/threading.py"], ["self", "timeout"]),
        new(Landmark.ThreadEnd, "_wait_for_tstate_lock", ["/threading.py"], ["self", "block", "timeout"]),
        new(Landmark.Runner, "run", ["asyncio/runners.py", "uvloop/__init__.py"], []),
        new(Landmark.AnyioWorker, "run", ["anyio/_backends/_asyncio.py"], ["self", "func", "future"]),
        new(Landmark.AnyioCall, "run_sync_in_worker_thread", ["anyio/_backends/_asyncio.py"], ["func", "limiter"]),
        new(Landmark.AnyioCall, "run_sync_in_worker_thread", ["anyio/_backends/_trio.py"], ["func", "limiter"]),
        new(Landmark.AnyioAcquire, "acquire_on_behalf_of", ["anyio/_backends/_asyncio.py"], ["self"]),
        new(Landmark.TrioJob, "_handle_job", ["trio/_core/_thread_cache.py"], ["self", "fn", "deliver", "result"]),
        new(Landmark.TrioWorker, "_work", ["trio/_core/_thread_cache.py"], ["self"]),
        new(Landmark.TrioRun, "run", ["trio/_core/_run.py"], ["runner"]),
        new(Landmark.TrioCall, "to_thread_run_sync", ["trio/_threads.py"], ["sync_fn", "limiter"]),
        new(Landmark.QueueGet, "get", ["/queue.py"], ["self", "block", "endtime", "remaining"]),
        new(Landmark.PoolWorker, "worker", ["multiprocessing/pool.py"], ["inqueue", "func", "task", "completed"]),
        new(Landmark.PoolKeeper, "_handle_workers", ["multiprocessing/pool.py"], ["inqueue", "taskqueue", "pool", "processes"]),
        new(Landmark.AsgirefCall, "thread_handler", ["asgiref/sync.py"], []),
        new(Landmark.GthreadCall, "handle", ["gunicorn/workers/gthread.py"], []),
        new(Landmark.WsgiCall, "wsgi", ["uvicorn/middleware/wsgi.py", "a2wsgi/wsgi.py"], []),
    ];

    /// <summary>Whether a code object can be this function, by its name and file.</summary>
    public bool Fits(string name, string file) =>
        name == Name && (Files.Length == 0 || Array.Exists(Files, end => file.EndsWith(end, StringComparison.Ordinal)));

    /// <summary>Whether it has the locals that are read.</summary>
    public bool Fits(ReadOnlySpan<string> locals)
    {
        foreach (var local in Locals)
            if (!locals.Contains(local))
                return false;
        return true;
    }
}
