using Unjam.Model;

namespace Unjam.Executors;

/// <summary>The shared pool as rows of a snapshot.</summary>
internal sealed class PoolRows(PoolProbe probe)
{
    // one shared pool a process: a number that no address and no counter is likely to be
    private const ulong Id = 0xD07_7EAD_9001;

    private readonly Lock gate = new();
    private readonly WorkerThreads workers = new();

    /// <summary>Adds the pool; with what the kernel says also its threads.</summary>
    public void AddTo(Snapshot into, LookDepth depth)
    {
        var busy = PoolSampler.Busy(out var min, out var max);
        var firstWorker = into.Workers.Count;
        if (depth >= LookDepth.Kernel)
        {
            lock (gate)
                AddWorkers(into, busy);
        }

        into.Pools.Add(new Pool
        {
            Id = Id,
            Kind = PoolKind.DotNetThreadPool,
            Name = SharedPoolName.Text,
            Limit = max,
            MinWorkers = min,
            Queued = (int)Math.Min(int.MaxValue, PoolSampler.Queued(probe)),
            Completed = ThreadPool.CompletedWorkItemCount - probe.Total.Count,
            OldestWait = probe.Age,
            Busy = busy,
            QueueTime = probe.Total,
            Workers = new Slice(firstWorker, into.Workers.Count - firstWorker),
        });
    }

    // How many have work is exact, which of the sleeping ones is not public: such a worker is told as busy only when all are, or when it does anything but wait.
    private void AddWorkers(Snapshot into, int busy)
    {
        var list = workers.List();
        if (list.Count == 0)
            into.Gaps.Add(new Gap("workers of the shared thread pool", "this system does not list threads by name in /proc"));
        foreach (var (thread, state) in list)
        {
            var item = busy > 0 && (busy >= list.Count || !IsWaiting(state)) ? new WorkItem((ulong)thread, 0, null) : default;
            into.Workers.Add(new Worker(into.Threads.Count, item, 0));
            into.Threads.Add(new TargetThread((ulong)thread, thread, WorkerThreads.Name, Stack.Empty, StackQuality.Unread, false, state));
        }
    }

    // 202 is futex on x64, 98 on arm64: what threads without work are in
    private static bool IsWaiting(KernelState state) => state is { State: 'S', SystemCall: 202 or 98 or -2 };
}
