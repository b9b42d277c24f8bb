namespace Unjam.Executors;

/// <summary>The view of an executor that tasks are started on.</summary>
/// <remarks>.NET does not tell a scheduler that a queued task was cancelled: such a task ends, without having run, when its turn comes (seen on .NET 10).</remarks>
internal sealed class ExecutorScheduler(InstrumentedExecutor executor) : TaskScheduler
{
    // who waits for a task far back in the queue waits as anybody does
    private const int MostLookedThrough = 1024;

    public override int MaximumConcurrencyLevel => executor.MaxThreads;

    /// <summary>Runs a task; false when it was run or cancelled already.</summary>
    public bool Run(Task task) => TryExecuteTask(task);

    /// <summary>Runs a task that the executor will not run any more.</summary>
    public void RunElsewhere(Task task) => ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);

    protected override void QueueTask(Task task) => executor.Schedule(new ScheduledItem(this, task));

    /// <summary>Only a thread of the executor runs a task inline: anywhere else it would leave the pool.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (executor.CurrentWorker is null)
            return false;
        return taskWasPreviouslyQueued ? Find(task) is { } item && executor.TryRunInline(item) : TryExecuteTask(task);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => executor.Waiting<ScheduledItem>().Select(item => item.ScheduledTask);

    private ScheduledItem? Find(Task task) =>
        executor.Waiting<ScheduledItem>().Take(MostLookedThrough).FirstOrDefault(item => ReferenceEquals(item.ScheduledTask, task));
}
