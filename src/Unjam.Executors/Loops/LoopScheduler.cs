namespace Unjam.Executors;

/// <summary>Tasks that run as callbacks of a loop.</summary>
internal sealed class LoopScheduler(EventLoop loop) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs a task that was queued. On the loop's thread.</summary>
    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => loop.Queue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => loop.IsCurrentThread && TryExecuteTask(task);

    // for debuggers only: what is queued cannot be listed while the loop runs
    protected override IEnumerable<Task> GetScheduledTasks() => throw new NotSupportedException();
}
