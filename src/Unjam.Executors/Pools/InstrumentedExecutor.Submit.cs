namespace Unjam.Executors;

public sealed partial class InstrumentedExecutor
{
    /// <summary>Runs a function on a thread of this executor.</summary>
    /// <param name="work">The function; the token it gets is cancelled with <paramref name="cancellationToken"/>, and when a drain gives up.</param>
    /// <param name="cancellationToken">Cancels it: before it begins it is never run.</param>
    /// <returns>A task with the outcome of the function; failed with <see cref="ExecutorRejectedException"/> when the queue is full and refuses, or a drain has begun, with <see cref="ObjectDisposedException"/> after disposal.</returns>
    public Task RunAsync(Action<CancellationToken> work, CancellationToken cancellationToken = default) => Run<Nothing>(work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Action{CancellationToken}, CancellationToken)"/>
    public Task RunAsync(Action work, CancellationToken cancellationToken = default) => Run<Nothing>(work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Action{CancellationToken}, CancellationToken)"/>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken = default) => Run<T>(work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Action{CancellationToken}, CancellationToken)"/>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken = default) => Run<T>(work, cancellationToken);

    /// <summary>Runs asynchronous work on this executor: it holds a thread up to its first await, and comes back after each unless that is configured not to.</summary>
    /// <inheritdoc cref="RunAsync(Action{CancellationToken}, CancellationToken)"/>
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default) => RunLong<Nothing>(work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Func{CancellationToken, Task}, CancellationToken)"/>
    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken = default) => RunLong<Nothing>(work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Func{CancellationToken, Task}, CancellationToken)"/>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default) => RunLong<T>(work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Func{CancellationToken, Task}, CancellationToken)"/>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken = default) => RunLong<T>(work, cancellationToken);

    /// <summary>Submits a work object, as <see cref="ExecutorOptions.OnFull"/> says. Nothing is allocated while there is room; nothing of the caller's execution context flows to it.</summary>
    /// <param name="work">The object; the same may be submitted any number of times.</param>
    /// <param name="cancellationToken">Ends the wait for room, and nothing else.</param>
    /// <returns>Completed when it has a place in the queue, or was run by the caller; failed as for <see cref="RunAsync(Action{CancellationToken}, CancellationToken)"/>.</returns>
    public ValueTask SubmitAsync(IWork work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var submitted = Clock.Now();
        var serial = counters.Submit();
        if (stage != Stage.Open)
            return ValueTask.FromException(Refuse());
        if (room is null || room.TryTake())
        {
            Enqueue(work, submitted, serial);
            return default;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            counters.CancelInQueue();
            return ValueTask.FromCanceled(cancellationToken);
        }

        return options.OnFull switch
        {
            FullPolicy.Reject => ValueTask.FromException(RefuseFull()),
            FullPolicy.CallerRuns => RunHere(work),
            _ => WaitForRoom(work, submitted, serial, cancellationToken),
        };
    }

    /// <summary>Submits a work object if there is room at this moment, whatever <see cref="ExecutorOptions.OnFull"/> says; if not, it counts as rejected.</summary>
    /// <exception cref="ExecutorRejectedException">The executor is being drained.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public bool TrySubmit(IWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var submitted = Clock.Now();
        var serial = counters.Submit();
        if (stage != Stage.Open)
            throw Refuse();
        if (room is not null && !room.TryTake())
        {
            CountFull();
            return false;
        }

        Enqueue(work, submitted, serial);
        return true;
    }

    private Task<T> Run<T>(Delegate work, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(work);
        var item = new FunctionItem<T>(this, work, token);
        return Submit(item) is { } refusal ? Task.FromException<T>(refusal) : item.Task;
    }

    private Task<T> RunLong<T>(Delegate work, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(work);
        var item = new AsyncItem<T>(this, work, token);
        return Submit(item) is { } refusal ? Task.FromException<T>(refusal) : item.Task;
    }

    private Exception? Submit<TItem>(TItem item)
        where TItem : class, IItem, IWaiting, ICancellable
    {
        var submitted = Clock.Now();
        var serial = counters.Submit();
        Interleaving?.Invoke(Step.Counted);
        if (stage != Stage.Open)
            return Refuse();
        if (room is null || room.TryTake())
        {
            if (item.Cancellation is not { } cancellation)
            {
                Enqueue(item, submitted, serial);
                return null;
            }

            cancellation.TryAdmit();
            cancellation.Watch();
            // a token that was cancelled already has cancelled it by now
            if (item.IsWaiting)
                Enqueue(item, submitted, serial);
            else
                Interlocked.Decrement(ref dead);
            return null;
        }

        if (options.OnFull == FullPolicy.Reject)
            return RefuseFull();
        if (options.OnFull == FullPolicy.Wait)
        {
            item.Cancellation?.Watch();
            WaitForRoom(item, submitted, serial);
        }
        else if (item.Cancellation is { Token.IsCancellationRequested: true })
        {
            counters.CancelInQueue();
            item.Cancelled();
        }
        else if (item.TryTake())
        {
            RunHere(item, item);
        }

        return null;
    }

    private sealed class Nothing;
}
