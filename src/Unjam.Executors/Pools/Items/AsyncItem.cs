using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Asynchronous work on its way through an executor: it holds a worker up to its first await; what follows comes back as items of their own.</summary>
internal sealed class AsyncItem<T> : TaskCompletionSource<T>, IItem, IWaiting, ICancellable
{
    private readonly InstrumentedExecutor executor;
    private readonly Delegate function;
    private readonly ExecutionContext? flow = ExecutionContext.Capture();
    private CancellationTokenSource? both;
    private Exception? exception;
    private Task? running;

    /// <param name="executor">Whose it is.</param>
    /// <param name="function">A function that returns a task, with a token or without.</param>
    /// <param name="token">Cancels it, before it begins and while it runs.</param>
    public AsyncItem(InstrumentedExecutor executor, Delegate function, CancellationToken token)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        this.executor = executor;
        this.function = function;
        Cancellation = Cancellation.Of(executor, this, token);
    }

    public Cancellation? Cancellation { get; }

    public bool IsWaiting => Cancellation is null or { IsWaiting: true };

    public Function Function => MethodNames.Of(function) with { IsCoroutine = true };

    public bool TryAdmit() => Cancellation is null || Cancellation.TryAdmit();

    public bool TryTake() => Cancellation is null || Cancellation.TryTake();

    public void Cancelled() => TrySetCanceled(Cancellation!.Token);

    public Outcome Run(CrewMember? worker)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(worker?.Returning ?? executor.Context);
        try
        {
            if (flow is null)
                Invoke();
            else
                ExecutionContext.Run(flow, static item => ((AsyncItem<T>)item!).Invoke(), this);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        if (running is null or { IsCompleted: true })
            return Ended();
        return Outcome.Suspended;
    }

    public void Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Suspended)
        {
            // only now, after the suspension was counted: it may end at once
            running!.ContinueWith(static (_, item) => ((AsyncItem<T>)item!).Resumed(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return;
        }

        both?.Dispose();
        if (outcome == Outcome.Completed)
            TrySetResult(running is Task<T> { IsCompletedSuccessfully: true } typed ? typed.Result : default!);
        else if (outcome == Outcome.Failed)
            TrySetException(running?.Exception?.InnerExceptions ?? [exception!]);
        else
            TrySetCanceled(Cancellation is { Token: { IsCancellationRequested: true } token } ? token : executor.Stopping);
    }

    private void Resumed()
    {
        var outcome = Ended();
        executor.CountResumed(outcome);
        Conclude(outcome);
    }

    private void Invoke()
    {
        both = Cancellation is null ? null : CancellationTokenSource.CreateLinkedTokenSource(Cancellation.Token, executor.Stopping);
        var stop = both?.Token ?? executor.Stopping;
        try
        {
            running = function switch
            {
                Func<CancellationToken, Task<T>> f => f(stop),
                Func<Task<T>> g => g(),
                Func<CancellationToken, Task> h => h(stop),
                _ => ((Func<Task>)function)(),
            };
            if (running is null)
                exception = new InvalidOperationException($"{Function.Name} returned null instead of a task: make it async, or return Task.CompletedTask.");
        }
        catch (Exception e)
        {
            exception = e;
        }
    }

    private Outcome Ended()
    {
        if (running is null)
            return exception is OperationCanceledException && (executor.Stopping.IsCancellationRequested || Cancellation is { Token.IsCancellationRequested: true }) ? Outcome.Cancelled : Outcome.Failed;
        return running.IsCompletedSuccessfully ? Outcome.Completed : running.IsCanceled ? Outcome.Cancelled : Outcome.Failed;
    }
}
