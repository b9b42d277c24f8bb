using System.Collections.Immutable;

namespace Unjam.Executors;

/// <summary>What the parts of a loop ask of it, and how it closes.</summary>
public sealed partial class EventLoop
{
    private const int NamesTold = 10;

    // what a callback that does not return is given beyond the deadline before it is given up
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    /// <summary>Closes the loop: it takes no more functions, runs until all that were begun have ended and no callback is ready, and says what it left.</summary>
    /// <param name="within">How long it may take: then it closes whatever is left. A callback that does not return is left alone and named.</param>
    /// <exception cref="InvalidOperationException">Called on the loop itself, which cannot wait for its own end.</exception>
    public async ValueTask<LoopClosing> CloseAsync(TimeSpan within)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        if (IsCurrentThread)
            throw new InvalidOperationException($"Event loop '{Name}' cannot wait for its own end: close it from another thread.");
        BeginClosing(within);
        try
        {
            return await (within > LongestDelay ? ended.Task : ended.Task.WaitAsync(within + Grace, options.Time)).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return GiveUp();
        }
    }

    /// <summary>Closes the loop within <see cref="LoopOptions.CloseWithin"/>, and logs what was left undone.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync(options.CloseWithin).ConfigureAwait(false);

    /// <summary>A function has begun or ended.</summary>
    internal void Ended(ILoopWork run) => parts.EndRun(run);

    internal double Utilization() => watch.Utilization(parts.Clock.Now());

    internal void Operations(int by) => parts.ChangeOperations(by);

    internal void AllowanceChanged(bool isAllowed)
    {
        if (IsCurrentThread)
            parts.Now.ChangeAllowance(isAllowed, parts.Clock.Now());
    }

    /// <summary>Something that was awaited has ended: its continuation brings its execution context itself. After the loop has closed it goes on in the thread pool.</summary>
    internal void Resume(SendOrPostCallback callback, object? state)
    {
        var item = new LoopItem(callback, state, null, parts.Clock.Now());
        if (parts.Queue.TryAdd(item))
            return;
        Stray(item);
        ThreadPool.UnsafeQueueUserWorkItem(stray => stray.callback(stray.state), (callback, state), preferLocal: false);
    }

    internal void Queue(Task task)
    {
        var item = new LoopItem(task, null, null, parts.Clock.Now());
        if (parts.Queue.TryAdd(item))
            return;
        Stray(item);
        ThreadPool.UnsafeQueueUserWorkItem(stray => parts.Scheduler.Execute(stray), task, preferLocal: false);
    }

    internal void Cancelled(LoopTimer timer)
    {
        if (IsCurrentThread)
            runner.Change(timer);
        else
            _ = parts.Queue.TryAdd(new LoopItem(timer, null, null, parts.Clock.Now())); // a closed loop has no timers
    }

    private static T RunHere<T>(Func<Task<T>> main, Delegate named, LoopOptions? options)
    {
        if (Current is { } outer)
            throw new InvalidOperationException($"EventLoop.Run cannot run inside event loop '{outer.Name}': await the function there.");
        var loop = new EventLoop(options ?? new LoopOptions());
        var before = SynchronizationContext.Current;
        var result = loop.Begin(main, named);
        _ = result.ContinueWith(_ => loop.BeginClosing(loop.options.CloseWithin), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            loop.Crank();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        return result.GetAwaiter().GetResult();
    }

    private void BeginClosing(TimeSpan within)
    {
        parts.Closing.Begin(within);
        runner.Reconsider();
    }

    private void Crank()
    {
        thread = Thread.CurrentThread;
        nativeThread = NativeThread.CurrentId();
        watch.Start();
        var left = new List<LoopItem>();
        try
        {
            left = runner.Run();
        }
        finally
        {
            thread = null;
            parts.Queue.Close();
            Close(left);
        }
    }

    private void Close(List<LoopItem> left)
    {
        var unfinished = parts.Runs;
        var notRun = left.Where(item => item.Callback is not LoopTimer && !(item.Callback is ILoopWork run && unfinished.Contains(run))).ToList();
        var names = notRun.Select(item => CallbackName.Of(item).Name).Concat(unfinished.Select(NameOf));
        var closing = new LoopClosing(notRun.Count, runner.Timers, unfinished.Count, null, [.. names.Take(NamesTold)]);
        Abandon(unfinished);
        watch.Dispose();
        parts.Dispose();
        if (!closing.IsClean)
            parts.Log.Closed(closing);
        ended.TrySetResult(closing);
    }

    // the thread is still inside a callback: it closes what it holds itself when it comes back
    private LoopClosing GiveUp()
    {
        parts.Queue.Close();
        var unfinished = parts.Runs;
        var holds = parts.Now.Item is { } item ? CallbackName.Of(item).Name : null;
        var closing = new LoopClosing(parts.Queue.Count + parts.Now.Rest, runner.Timers, unfinished.Count, holds, [.. unfinished.Select(NameOf).Take(NamesTold)]);
        Abandon(unfinished);
        parts.Log.Closed(closing);
        return closing;
    }

    private void Abandon(ICollection<ILoopWork> runs)
    {
        foreach (var run in runs)
        {
            run.Abandon(new ObjectDisposedException(Name, $"Event loop '{Name}' closed before {NameOf(run)} had ended."));
            parts.EndRun(run);
        }
    }

    private void Stray(in LoopItem item)
    {
        if (Interlocked.Increment(ref strays) == 1)
            parts.Log.Stray(CallbackName.Of(item).Name);
    }

    private static string NameOf(ILoopWork work) => CallbackName.Of(new LoopItem(work, null, null, 0)).Name;
}
