namespace Unjam.Executors;

/// <summary>The view of an executor that tasks are started on.</summary>
internal sealed class ExecutorScheduler(InstrumentedExecutor executor) : TaskScheduler
{
    // a mass of cancellations must not look through a mass of items each
    private const int MostLookedThrough = 1024;

    public override int MaximumConcurrencyLevel => executor.MaxThreads;

    /// <summary>Runs a task; false when it was run or cancelled already.</summary>
    public bool Run(Task task) => TryExecuteTask(task);

    /// <summary>Runs a task that the executor will not run any more.</summary>
    public void RunElsewhere(Task task) => ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);

    protected override void QueueTask(Task task) => executor.Schedule(new ScheduledItem(executor, this, task));

    /// <summary>Only a thread of the executor runs a task inline: anywhere else it would leave the pool.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        executor.CurrentWorker is not null && (!taskWasPreviouslyQueued || TryDequeue(task)) && TryExecuteTask(task);

    /// <summary>Gives back the place of a cancelled task. One far back in the queue keeps its place until its turn; it is not run either.</summary>
    protected override bool TryDequeue(Task task)
    {
        var looked = 0;
        foreach (var item in executor.Waiting<ScheduledItem>())
        {
            if (ReferenceEquals(item.ScheduledTask, task))
                return item.TryCancel();
            if (++looked == MostLookedThrough)
                break;
        }

        return false;
    }

    protected override IEnumerable<Task> GetScheduledTasks() => executor.Waiting<ScheduledItem>().Select(item => item.ScheduledTask);
}
