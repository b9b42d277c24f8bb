using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Interpreter;
using Unjam.Python.Kernel;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;
using Unjam.Python.Pools;
using Unjam.Python.Waits;

namespace Unjam.Python;

/// <summary>A CPython runtime seen through its memory: composes the sights of threads, loops, pools and tasks. Knows no process: a tape will do.</summary>
internal sealed class PythonSight
{
    /// <summary>Bytes that a look may read besides its batch; a look for everything may follow 200,000 tasks.</summary>
    private const long UsualBudget = 16 << 20, FullBudget = 1 << 30;

    private readonly PrefetchedMemory memory;
    private readonly CodeSights codes;
    private readonly PythonThreads threads;
    private readonly CollectorSight collector;
    private readonly LoopSights loops;
    private readonly PoolSights pools;
    private readonly TaskSights tasks;
    private readonly KernelSights? kernel;
    private readonly WaitSights waits;

    public PythonSight(Layout layout, Address runtime, IMemory target, TargetClock clock, KernelSights? kernel)
    {
        this.kernel = kernel;
        memory = new PrefetchedMemory(target);
        var objects = new PyObjects(layout, memory);
        codes = new CodeSights(layout, memory, objects);
        var modules = new Modules(layout, objects);
        var walk = new ThreadWalk(layout, runtime, memory);
        collector = new CollectorSight(layout, runtime, memory, walk);
        threads = new PythonThreads(layout, memory, walk, codes, new ThreadNames(objects, modules), kernel);
        var callables = new CallableReads(layout, objects, codes);
        var taskReads = new TaskReads(layout, objects, codes);
        var callbacks = new CallbackReads(layout, objects, taskReads, callables);
        var running = new RunningLoops(layout, objects, modules);
        loops = new LoopSights(layout, memory, objects, callbacks, running, clock, kernel);
        var awaits = new AwaitWalk(layout, objects, codes, taskReads, new FrameWalk(layout, memory), new StackTable());
        var closures = new Closures(layout, objects);
        var futures = new FutureReads(layout, objects);
        var waiters = new FutureWaiters(layout, objects, futures, callbacks, closures);
        var callers = new CallerReads(taskReads, awaits, callables);
        pools = new PoolSights(
            new ExecutorSights(layout, memory, objects, new WorkItems(objects, callables), new FutureCallers(objects, closures, futures, waiters, callers)),
            new AnyioSights(layout, memory, objects, new AnyioLimiters(objects, modules), walk, callables, callbacks, callers),
            new TrioSights(memory, objects, closures, new TrioCalls(layout, objects, codes, closures, callables), new TrioTasks(memory, objects, callers), new TrioRuns(objects, modules)),
            new ThreadPoolSights(layout, memory, objects, new TaskTuples(objects, callables)),
            new WorkQueueSights(memory, objects));
        waits = new WaitSights(memory, new ThreadReads(objects), new LockWaits(layout, objects), new ResultLoops(objects, closures, new Handles(layout, objects)));
        tasks = new TaskSights(memory, walk, new TaskWalk(layout, objects, modules, taskReads), taskReads, awaits, running);
    }

    /// <summary>The ranges that the next look brings in with one batch, for measuring.</summary>
    public ReadOnlySpan<MemoryRange> Plan => memory.Plan;

    /// <summary>Begins a look: the batch. The moment of the look lies right behind it.</summary>
    public void Prefetch() => memory.Prefetch();

    /// <summary>Reads the facts into a snapshot that has begun.</summary>
    public void Read(Snapshot into)
    {
        memory.Budget = into.Depth == LookDepth.Everything ? FullBudget : UsualBudget;
        codes.BeginLook();
        threads.Look(into);
        collector.Look(into);
        loops.Look(into, threads.Stacks);
        pools.Look(into, threads.Stacks, loops.Executors);
        if (into.Depth == LookDepth.Everything)
        {
            tasks.Look(into);
            pools.LookAtOthers(into, tasks.Limiters);
        }

        if (into.Depth >= LookDepth.Kernel)
            kernel?.Look(into, threads.Locks);
        waits.Look(into, threads.Stacks);
        into.IsFailed = into.Threads.Count == 0;
    }
}
