namespace Unjam.Diagnosis;

/// <summary>The words and the code of Python with asyncio.</summary>
internal static class PythonIdiom
{
    private const string InProcess = "await asyncio.get_running_loop().run_in_executor(processes, {0}, …)  # processes = ProcessPoolExecutor(), made once";

    public static Idiom Words { get; } = new()
    {
        Offload = "await asyncio.to_thread({0}, …)",
        OffloadAll = "Give the work that the callback does to a worker thread: await asyncio.to_thread(function).",
        ComputeElsewhere = "in another process: in a thread it would still hold the interpreter's lock",
        ComputeCode = InProcess,
        ComputeOrPause = "run it in another process, or in pieces with await asyncio.sleep(0) between them",
        Lock = ("use asyncio.Lock, and never await while holding a threading.Lock", "with lock:  # threading.Lock", "async with lock:  # asyncio.Lock"),
        Result = ("future.result()", "await asyncio.wrap_future(future)"),
        OwnResult = (
            "await the coroutine instead of handing it to the loop that waits for it", "asyncio.run_coroutine_threadsafe(coroutine, loop).result()", "await coroutine"),
        Divide = new Advice(
            "Divide the work among processes, each with a loop of its own: threads would share one lock.", "uvicorn app:app", "uvicorn app:app --workers 4"),
        PoolOfComputing = ("more threads would only share the interpreter's lock; use processes", "ProcessPoolExecutor()"),
        SharedByComputing = "the interpreter's lock",
        InnerPool = ("pool.submit(child).result()", "children.submit(child)  # children: a second pool"),
        InnerReturned = ("or return the future and wait for it outside of the pool", "return pool.submit(child).result()", "return pool.submit(child)"),
        TimedWait = ("lock.acquire()  ·  queue.get()  ·  future.result()", "lock.acquire(timeout=10)  ·  queue.get(timeout=10)  ·  future.result(timeout=10)"),
        TimedCall = ("requests.get(url)", "requests.get(url, timeout=(3, 10))"),
        Abandoned =
        [
            new Advice(
                "set the timeout inside the call; one around it ends only the wait, and the thread stays taken.",
                "await asyncio.wait_for(asyncio.to_thread(requests.get, url), 5)",
                "await asyncio.to_thread(requests.get, url, timeout=5)"),
            new Advice("Or use an asynchronous client: cancelling it closes the connection and frees everything at once."),
        ],
        Collect = "gc.collect",
        Collector =
        [
            new Advice(
                "After start-up, take what lives for ever out of the collector's sight: it then looks only at what is new.",
                null,
                "gc.collect(); gc.freeze()  # once, when the application is loaded"),
            new Advice("Collect less often.", "gc.get_threshold()  # (700, 10, 10), or (2000, 10, …) since 3.13", "gc.set_threshold(50_000, 20, 50)"),
            new Advice("Keep fewer objects alive: bound the caches, look for a leak; the pause grows with all containers that live. Never call gc.collect() in a request."),
        ],
    };
}
