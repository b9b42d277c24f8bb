using System.Diagnostics;

namespace Unjam.Executors;

/// <summary>A synchronization context that hands everything on to an inner one and tells an observer of the synchronous waits of its thread. One for each thread.</summary>
/// <remarks>
/// Sees what dotnet-starvation.md §3.2 lists for the wait callback: locks, tasks, events, semaphores, joins; neither sleeps nor system calls.
/// Nothing is spent while nothing waits: the runtime asks only when a thread is about to be parked.
/// </remarks>
internal sealed class WatchedContext : SynchronizationContext
{
    private const int TimedOut = 258; // WAIT_TIMEOUT

    private readonly IWaitObserver observer;
    private readonly TimeProvider time;
    private bool isTelling;

    /// <param name="inner">Where posted and sent callbacks go; without one the thread pool runs what is posted.</param>
    /// <param name="observer">Who is told.</param>
    /// <param name="time">Whose timestamps <see cref="WaitInProgress.BeganAt"/> carries.</param>
    public WatchedContext(SynchronizationContext? inner, IWaitObserver observer, TimeProvider time)
    {
        Inner = inner ?? new SynchronizationContext();
        this.observer = observer;
        this.time = time;
        SetWaitNotificationRequired();
    }

    /// <summary>Where posted and sent callbacks go.</summary>
    public SynchronizationContext Inner { get; }

    public override void Post(SendOrPostCallback d, object? state) => Inner.Post(d, state);

    public override void Send(SendOrPostCallback d, object? state) => Inner.Send(d, state);

    public override void OperationStarted() => Inner.OperationStarted();

    public override void OperationCompleted() => Inner.OperationCompleted();

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>The wait itself: in the runtime's own words, as it is asked of any synchronization context.</summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (millisecondsTimeout == 0 || isTelling)
            return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        var result = WaitHelper(waitHandles, waitAll, 0);
        if (result != TimedOut)
            return result;

        // the stack is taken only where a lock must be told from another wait, or the wait has turned out to be long
        var began = time.GetTimestamp();
        var patience = Milliseconds(observer.PatienceFor(isLock: false), millisecondsTimeout);
        if (patience > 0 && Waits(waitHandles, waitAll, patience, out result, began, millisecondsTimeout))
            return result;
        var trace = new StackTrace(1, fNeedFileInfo: false);
        var wait = new WaitInProgress(trace, began);
        if (wait.IsOfTheRuntime)
            return Rest(waitHandles, waitAll, began, millisecondsTimeout);
        if (wait.IsLock)
        {
            var more = Milliseconds(observer.PatienceFor(isLock: true), millisecondsTimeout) - patience;
            if (more > 0 && Waits(waitHandles, waitAll, more, out result, began, millisecondsTimeout))
                return result;
        }

        return WaitAndTell(waitHandles, waitAll, wait, millisecondsTimeout);
    }

    private int WaitAndTell(nint[] handles, bool all, WaitInProgress wait, int timeout)
    {
        isTelling = true;
        try
        {
            observer.Began(wait);
        }
        finally
        {
            isTelling = false;
        }

        try
        {
            return Rest(handles, all, wait.BeganAt, timeout);
        }
        finally
        {
            isTelling = true;
            try
            {
                observer.Ended(wait);
            }
            finally
            {
                isTelling = false;
            }
        }
    }

    // true: the wait is over, satisfied or timed out
    private bool Waits(nint[] handles, bool all, int patience, out int result, long began, int timeout)
    {
        result = WaitHelper(handles, all, Math.Min(patience, Remaining(began, timeout)));
        return result != TimedOut || Remaining(began, timeout) == 0;
    }

    private int Rest(nint[] handles, bool all, long began, int timeout) =>
        WaitHelper(handles, all, timeout == Timeout.Infinite ? timeout : Remaining(began, timeout));

    private int Remaining(long began, int timeout) => timeout == Timeout.Infinite
        ? int.MaxValue
        : (int)Math.Clamp(Math.Ceiling(timeout - time.GetElapsedTime(began).TotalMilliseconds), 0, timeout);

    private static int Milliseconds(TimeSpan patience, int timeout) =>
        (int)Math.Min(Math.Ceiling(patience.TotalMilliseconds), timeout == Timeout.Infinite ? int.MaxValue : timeout);
}
