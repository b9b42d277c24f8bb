namespace Unjam.Model;

/// <summary>The implementation of a pool.</summary>
public enum PoolKind
{
    /// <summary><c>concurrent.futures.ThreadPoolExecutor</c>, of nobody in particular.</summary>
    ThreadPoolExecutor,

    /// <summary>A ThreadPoolExecutor in which asgiref runs synchronous code of an asynchronous application (Django).</summary>
    Asgiref,

    /// <summary>The ThreadPoolExecutor of a gunicorn <c>gthread</c> worker.</summary>
    Gthread,

    /// <summary>The ThreadPoolExecutor of uvicorn's (or a2wsgi's) WSGI middleware.</summary>
    Wsgi,

    /// <summary>An AnyIO <c>CapacityLimiter</c> with the worker threads that it admits (Starlette, FastAPI).</summary>
    AnyioLimiter,

    /// <summary>A trio <c>CapacityLimiter</c> with the worker threads that it admits.</summary>
    TrioLimiter,

    /// <summary><c>multiprocessing.pool.ThreadPool</c>.</summary>
    MultiprocessingPool,

    /// <summary>Threads that somebody wrote to serve a <c>queue.Queue</c>.</summary>
    QueuePool,

    /// <summary>An <c>InstrumentedExecutor</c> of Unjam.Executors.</summary>
    InstrumentedExecutor,

    /// <summary>The thread pool that all of a .NET process shares.</summary>
    DotNetThreadPool,
}
