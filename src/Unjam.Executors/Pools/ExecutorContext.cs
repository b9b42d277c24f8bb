namespace Unjam.Executors;

/// <summary>The view of an executor that <c>await</c> comes back through.</summary>
/// <param name="executor">Where callbacks go.</param>
/// <param name="worker">Whose thread it is set on; null for the view that anybody may hold.</param>
/// <param name="comesBack">Whether callbacks come back here, as those of asynchronous work do; else the shared pool runs them, as it does those of synchronous work.</param>
internal sealed class ExecutorContext(InstrumentedExecutor executor, CrewMember? worker, bool comesBack) : SynchronizationContext
{
    public InstrumentedExecutor Executor => executor;

    public CrewMember? Worker => worker;

    public override void Post(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (comesBack)
            executor.Post(d, state);
        else
            ThreadPool.QueueUserWorkItem(static posted => posted.d(posted.state), (d, state), preferLocal: false);
    }

    /// <summary>Runs the callback on a worker and waits for it; at once when the caller is one.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (!comesBack || executor.CurrentWorker is not null)
            d(state);
        else
            executor.Send(d, state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
