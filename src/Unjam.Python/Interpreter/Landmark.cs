namespace Unjam.Python.Interpreter;

/// <summary>A function of the standard library or of a framework whose locals say what a loop or pool does. Found by name and by the names of its locals, never by version.</summary>
internal enum Landmark
{
    None,

    /// <summary><c>BaseEventLoop._run_once</c> in asyncio/base_events.py.</summary>
    RunOnce,

    /// <summary><c>_worker</c> in concurrent/futures/thread.py.</summary>
    Worker,

    /// <summary><c>Future.result</c> and <c>Future.exception</c> in concurrent/futures/_base.py.</summary>
    Result,

    /// <summary>The function that called into a loop which has no Python frames of its own: asyncio/runners.py, uvloop.</summary>
    Runner,

    /// <summary><c>WorkerThread.run</c> in anyio/_backends/_asyncio.py.</summary>
    AnyioWorker,

    /// <summary><c>run_sync_in_worker_thread</c> in anyio/_backends/_asyncio.py or _trio.py: a coroutine that wants a worker.</summary>
    AnyioCall,

    /// <summary><c>CapacityLimiter.acquire_on_behalf_of</c> in anyio/_backends/_asyncio.py.</summary>
    AnyioAcquire,

    /// <summary><c>WorkerThread._work</c> in trio/_core/_thread_cache.py: a worker thread, from its beginning to its end.</summary>
    TrioWorker,

    /// <summary><c>WorkerThread._handle_job</c> in trio/_core/_thread_cache.py: a worker that runs something.</summary>
    TrioJob,

    /// <summary><c>run</c> in trio/_core/_run.py: the thread that runs trio's tasks.</summary>
    TrioRun,

    /// <summary><c>to_thread_run_sync</c> in trio/_threads.py: a coroutine that wants a worker.</summary>
    TrioCall,

    /// <summary><c>Queue.get</c> in queue.py, and in the copy of it that SQLAlchemy has.</summary>
    QueueGet,

    /// <summary><c>Condition.wait</c> in threading.py.</summary>
    ConditionWait,

    /// <summary><c>Condition.wait_for</c> in threading.py.</summary>
    ConditionWaitFor,

    /// <summary>A method of <c>Condition</c> in threading.py that takes the condition's own lock.</summary>
    ConditionLock,

    /// <summary><c>Event.wait</c> in threading.py.</summary>
    EventWait,

    /// <summary><c>Semaphore.acquire</c> in threading.py.</summary>
    SemaphoreAcquire,

    /// <summary><c>Queue.put</c> of the same.</summary>
    QueuePut,

    /// <summary><c>Thread.join</c> in threading.py.</summary>
    Join,

    /// <summary><c>Thread._wait_for_tstate_lock</c> in threading.py (until 3.12): the wait inside <c>join</c>.</summary>
    ThreadEnd,

    /// <summary><c>worker</c> in multiprocessing/pool.py: a thread of a ThreadPool, or a process of a Pool.</summary>
    PoolWorker,

    /// <summary><c>Pool._handle_workers</c> in multiprocessing/pool.py: the thread that keeps the number of workers.</summary>
    PoolKeeper,

    /// <summary><c>SyncToAsync.thread_handler</c> in asgiref/sync.py: what asgiref's workers run.</summary>
    AsgirefCall,

    /// <summary><c>ThreadWorker.handle</c> in gunicorn/workers/gthread.py: what gunicorn's threads run.</summary>
    GthreadCall,

    /// <summary><c>WSGIResponder.wsgi</c> in uvicorn/middleware/wsgi.py or a2wsgi/wsgi.py: what their workers run.</summary>
    WsgiCall,
}
