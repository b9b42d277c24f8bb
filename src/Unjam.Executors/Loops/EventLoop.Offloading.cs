namespace Unjam.Executors;

/// <summary>Work that would block the loop, given to an executor.</summary>
public sealed partial class EventLoop
{
    /// <summary>Has an executor run a blocking function; what awaits the task on the loop continues on the loop. What the function throws comes out of the task.</summary>
    /// <param name="executor">Who runs it.</param>
    /// <param name="function">What may block.</param>
    /// <param name="cancellation">Cancels it while it is queued, and is given to it.</param>
    public Task RunInExecutorAsync(InstrumentedExecutor executor, Action<CancellationToken> function, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(function);
        return Offload(executor, function, executor.RunAsync(function, cancellation));
    }

    /// <summary>Has an executor run a blocking function, and gives its result; what awaits the task on the loop continues on the loop.</summary>
    public Task<T> RunInExecutorAsync<T>(InstrumentedExecutor executor, Func<CancellationToken, T> function, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(function);
        return Offload(executor, function, executor.RunAsync(function, cancellation));
    }

    /// <summary>Has an executor run an asynchronous function to its end: the task ends with it, not as it first awaits.</summary>
    public Task RunInExecutorAsync(InstrumentedExecutor executor, Func<CancellationToken, Task> function, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(function);
        return Offload(executor, function, executor.RunAsync(function, cancellation));
    }

    /// <summary>Has an executor run an asynchronous function to its end, and gives its result.</summary>
    public Task<T> RunInExecutorAsync<T>(InstrumentedExecutor executor, Func<CancellationToken, Task<T>> function, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(function);
        return Offload(executor, function, executor.RunAsync(function, cancellation));
    }

    private async Task Offload(InstrumentedExecutor executor, Delegate function, Task task)
    {
        var began = parts.Clock.Now();
        try
        {
            await task.ConfigureAwait(true);
        }
        finally
        {
            Tell(executor, function, began);
        }
    }

    private async Task<T> Offload<T>(InstrumentedExecutor executor, Delegate function, Task<T> task)
    {
        var began = parts.Clock.Now();
        try
        {
            return await task.ConfigureAwait(true);
        }
        finally
        {
            Tell(executor, function, began);
        }
    }

    private void Tell(InstrumentedExecutor executor, Delegate function, long began) =>
        parts.Log.Offloaded(function, executor.Name, parts.Clock.Span(parts.Clock.Now() - began));
}
