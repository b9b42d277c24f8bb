using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A synchronous function on its way through an executor; its task is the caller's.</summary>
internal sealed class FunctionItem<T> : TaskCompletionSource<T>, IItem, IWaiting, ICancellable
{
    private readonly InstrumentedExecutor executor;
    private readonly Delegate function;
    private readonly ExecutionContext? flow = ExecutionContext.Capture();
    private Exception? exception;
    private T? result;
    private Outcome outcome;

    /// <param name="executor">Whose it is.</param>
    /// <param name="function">An action or a function, with a token or without.</param>
    /// <param name="token">Cancels it, before it begins and while it runs.</param>
    public FunctionItem(InstrumentedExecutor executor, Delegate function, CancellationToken token)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        this.executor = executor;
        this.function = function;
        Cancellation = Cancellation.Of(executor, this, token);
    }

    public Cancellation? Cancellation { get; }

    public bool IsWaiting => Cancellation is null or { IsWaiting: true };

    public Function Function => MethodNames.Of(function);

    public bool TryAdmit() => Cancellation is null || Cancellation.TryAdmit();

    public bool TryTake() => Cancellation is null || Cancellation.TryTake();

    public void Cancelled() => TrySetCanceled(Cancellation!.Token);

    public Outcome Run(CrewMember? worker)
    {
        if (flow is null || worker is null || ReferenceEquals(flow, worker.Clean))
            return Invoke();
        ExecutionContext.Run(flow, static item => ((FunctionItem<T>)item!).outcome = ((FunctionItem<T>)item).Invoke(), this);
        return outcome;
    }

    public void Conclude(Outcome ended)
    {
        if (ended == Outcome.Completed)
            TrySetResult(result!);
        else if (ended == Outcome.Failed)
            TrySetException(exception!);
        else
            TrySetCanceled(Cancellation is { Token: { IsCancellationRequested: true } token } ? token : executor.Stopping);
    }

    private Outcome Invoke()
    {
        using var both = Cancellation is null ? null : CancellationTokenSource.CreateLinkedTokenSource(Cancellation.Token, executor.Stopping);
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
