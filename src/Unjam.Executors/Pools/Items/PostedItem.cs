using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A callback of the synchronization context: mostly what asynchronous work does after an await.</summary>
internal sealed class PostedItem(InstrumentedExecutor executor, SendOrPostCallback callback, object? state, ManualResetEventSlim? sender) : IItem, IWaiting
{
    private readonly ExecutionContext? flow = ExecutionContext.Capture();
    private Place place;

    /// <summary>What the callback of a Send threw; null when nothing.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>It was not run: the executor stopped before.</summary>
    public bool IsAbandoned { get; private set; }

    public bool IsWaiting => place.IsWaiting;

    public Function Function => MethodNames.Of(state as Delegate ?? callback);

    public bool TryAdmit() => place.TryAdmit();

    public bool TryTake() => place.TryTake();

    public Outcome Run(CrewMember? worker)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(worker?.Returning ?? executor.Context);
        try
        {
            Invoke();
            return Outcome.Completed;
        }
        catch (Exception e)
        {
            Exception = e;
            return Outcome.Failed;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    public void Conclude(Outcome outcome)
    {
        IsAbandoned = outcome == Outcome.Cancelled;
        if (sender is not null)
            sender.Set();
        else if (outcome == Outcome.Failed)
            executor.Journal.Unobserved(Function.Name, Exception!);
        else if (IsAbandoned)
            RunElsewhere();
    }

    /// <summary>Asynchronous work that has begun is continued in any case, or its finally blocks never run.</summary>
    public void RunElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(static item => item.Invoke(), this, preferLocal: false);

    private void Invoke()
    {
        if (flow is null)
            callback(state);
        else
            ExecutionContext.Run(flow, static item => ((PostedItem)item!).Call(), this);
    }

    private void Call() => callback(state);
}
