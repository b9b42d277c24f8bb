namespace Unjam.Python.Interpreter;

/// <summary>A function of the standard library or of a framework whose locals say what a loop or pool does. Found by name and by the names of its locals, never by version.</summary>
internal enum Landmark
{
    None,

    /// <summary><c>BaseEventLoop._run_once</c> in asyncio/base_events.py.</summary>
    RunOnce,

    /// <summary><c>_worker</c> in concurrent/futures/thread.py.</summary>
    Worker,

    /// <summary><c>Future.result</c> in concurrent/futures/_base.py.</summary>
    Result,

    /// <summary>The function that called into a loop which has no Python frames of its own: asyncio/runners.py, uvloop.</summary>
    Runner,

    /// <summary><c>WorkerThread.run</c> in anyio/_backends/_asyncio.py.</summary>
    AnyioWorker,

    /// <summary><c>run_sync_in_worker_thread</c> in anyio/_backends/_asyncio.py: a coroutine that wants a worker.</summary>
    AnyioCall,

    /// <summary><c>CapacityLimiter.acquire_on_behalf_of</c> in anyio/_backends/_asyncio.py.</summary>
    AnyioAcquire,

    /// <summary><c>Queue.get</c> in queue.py.</summary>
    QueueGet,
}
