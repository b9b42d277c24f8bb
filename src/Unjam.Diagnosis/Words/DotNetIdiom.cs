namespace Unjam.Diagnosis;

/// <summary>The words and the code of .NET.</summary>
internal static class DotNetIdiom
{
    /// <summary>For an event loop of Unjam.Executors.</summary>
    public static Idiom OnLoop { get; } = Words(
        "await loop.RunInExecutorAsync(executor, _ => {0}(…))  // executor = Executors.ForIo(\"io\"), made once",
        "await loop.RunInExecutorAsync(cpu, _ => {0}(…))  // cpu = Executors.ForCpu(\"cpu\"), made once");

    /// <summary>For any other synchronization context, and for pools.</summary>
    public static Idiom OnContext { get; } = Words(
        "await executor.RunAsync(() => {0}(…))  // executor = Executors.ForIo(\"io\"), made once",
        "await cpu.RunAsync(() => {0}(…))  // cpu = Executors.ForCpu(\"cpu\"), made once");

    private static Idiom Words(string offload, string compute) => new()
    {
        Offload = offload,
        OffloadAll = $"Give the work that the callback does to a worker thread: {offload.Split("  //")[0].Replace("{0}", "Work", StringComparison.Ordinal)}.",
        ComputeElsewhere = "on an executor for computing: the loop goes on meanwhile",
        ComputeCode = compute,
        ComputeOrPause = "run it on an executor for computing, or in pieces with await Task.Yield() between them",
        Lock = ("use SemaphoreSlim.WaitAsync, and hold a lock only around what neither waits nor computes", "lock (gate)", "await semaphore.WaitAsync()  // new SemaphoreSlim(1)"),
        Result = ("task.Result", "await task"),
        OwnResult = ("await the task: what it goes on with needs the loop that waits for it", "task.Result  ·  task.Wait()", "await task"),
        Divide = new Advice("Divide the work among loops, each on a thread of its own, or give what computes to an executor.", null, "EventLoop.Start(new LoopOptions { Name = \"second\" })"),
        PoolOfComputing = (
            "it needs CPUs, and more threads would only share them; bound it by the number of CPUs and give it an executor of its own",
            "Executors.ForCpu(\"cpu\")"),
        SharedByComputing = "the CPUs",
        InnerPool = ("executor.RunAsync(Child).Result", "children.RunAsync(Child)  // children: a second executor"),
        InnerReturned = ("or await the inner work: the thread is free meanwhile", "executor.RunAsync(Child).Wait()", "await executor.RunAsync(Child)"),
        TimedWait = ("semaphore.Wait()  ·  queue.Take()  ·  task.Wait()", "semaphore.Wait(10_000)  ·  queue.TryTake(out var item, 10_000)  ·  task.Wait(10_000)"),
        TimedCall = ("client.Send(request)", "client.Send(request, cancellation)  // client.Timeout = TimeSpan.FromSeconds(10)"),
        Abandoned =
        [
            new Advice(
                "hand the token on to the call: a token that only the caller looks at ends the wait, and the thread stays taken.",
                "await executor.RunAsync(() => Load(), cancellation)",
                "await executor.RunAsync(token => Load(token), cancellation)"),
            new Advice("Or use the asynchronous counterpart of the call: cancelling it closes the connection and frees everything at once."),
        ],
        Collect = "GC.Collect()",
        Collector =
        [
            new Advice("Allocate less: look for what makes large or many short-lived objects (dotnet-counters: alloc-rate); pool buffers with ArrayPool."),
            new Advice("Collect in the background and in parallel, unless the process has one CPU (without a new build: DOTNET_gcServer=1, DOTNET_gcConcurrent=1).", null, "<ServerGarbageCollector>true</ServerGarbageCollector>  <ConcurrentGarbageCollection>true</ConcurrentGarbageCollection>"),
            new Advice(
                "Give it memory: a heap near its limit is collected all the time. That is three quarters of the container's memory, unless DOTNET_GCHeapHardLimit (hexadecimal bytes) or DOTNET_GCHeapHardLimitPercent says otherwise."),
            new Advice("Keep fewer objects alive: bound the caches, look for a leak. Never call GC.Collect() in a request."),
        ],
    };
}
