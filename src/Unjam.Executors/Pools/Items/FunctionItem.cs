using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A synchronous function on its way through an executor; its task is the caller's.</summary>
internal sealed class FunctionItem<T> : TaskCompletionSource<T>, IItem, IWaiting, ICancellable
{
    private readonly InstrumentedExecutor executor;
    private readonly Delegate function;
    private readonly ExecutionContext? flow = ExecutionContext.Capture();
    private readonly CancellationToken token;
    private CancellationTokenRegistration registration;
    private Place place;
    private Exception? exception;
    private T? result;

    /// <param name="executor">Whose it is.</param>
    /// <param name="function">An action or a function, with a token or without.</param>
    /// <param name="token">Cancels it, before it begins and while it runs.</param>
    public FunctionItem(InstrumentedExecutor executor, Delegate function, CancellationToken token)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        this.executor = executor;
        this.function = function;
        this.token = token;
    }

    public bool IsWaiting => place.IsWaiting;

    public Function Function => MethodNames.Of(function);

    public void Watch()
    {
        if (token.CanBeCanceled)
            registration = token.UnsafeRegister(static item => ((FunctionItem<T>)item!).Cancel(), this);
    }

    public bool TryAdmit() => place.TryAdmit();

    public bool TryTake()
    {
        if (!place.TryTake())
            return false;
        registration.Unregister();
        return true;
    }

    public Outcome Run(CrewMember? worker)
    {
        if (flow is null || worker is null || ReferenceEquals(flow, worker.Clean))
            return Invoke();
        var outcome = Outcome.Completed;
        ExecutionContext.Run(flow, item => outcome = ((FunctionItem<T>)item!).Invoke(), this);
        return outcome;
    }

    public void Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Completed)
            TrySetResult(result!);
        else if (outcome == Outcome.Failed)
            TrySetException(exception!);
        else
            TrySetCanceled(token.IsCancellationRequested ? token : executor.Stopping);
    }

    private void Cancel()
    {
        if (!place.TryCancel(out var wasQueued))
            return;
        executor.CountCancelled(wasQueued);
        TrySetCanceled(token);
    }

    private Outcome Invoke()
    {
        using var both = token.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(token, executor.Stopping) : null;
        var stop = both?.Token ?? executor.Stopping;
        try
        {
            // delegate types are sealed: each of these is one comparison
            if (function is Func<CancellationToken, T> f)
                result = f(stop);
            else if (function is Action<CancellationToken> a)
                a(stop);
            else if (function is Func<T> g)
                result = g();
            else
                ((Action)function)();
            return Outcome.Completed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Outcome.Cancelled;
        }
        catch (Exception e)
        {
            exception = e;
            return Outcome.Failed;
        }
    }
}
