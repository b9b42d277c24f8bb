using Unjam.Model;

namespace Unjam.Executors;

/// <summary>
/// An event loop: one thread that runs callbacks, timers and asynchronous functions in turn, measures each, and says what blocks it while it is blocked.
/// </summary>
/// <remarks>
/// What a callback throws is logged and counted, and the loop goes on; what a function given to <see cref="Run(Func{Task}, LoopOptions?)"/> or
/// <see cref="RunAsync(Func{Task})"/> throws comes out of that call or its task. Callbacks run in the order they were posted, in the execution context they were posted in.
/// </remarks>
public sealed partial class EventLoop : IProbe, IAsyncDisposable
{
    private const int SmallStack = 256 * 1024;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);

    private readonly LoopOptions options;
    private readonly LoopParts parts;
    private readonly LoopRunner runner;
    private readonly LoopWatch watch;
    private readonly TaskCompletionSource<LoopClosing> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Thread? thread;
    private volatile int nativeThread;
    private int strays;

    private EventLoop(LoopOptions options)
    {
        this.options = options.Checked();
        parts = new LoopParts(this, options);
        runner = new LoopRunner(parts);
        watch = new LoopWatch(parts, () => nativeThread);
    }

    /// <summary>The loop whose callback the calling code is part of; null elsewhere.</summary>
    public static EventLoop? Current => SynchronizationContext.Current is WatchedContext { Inner: LoopContext context } ? context.Loop : null;

    /// <summary>Its name.</summary>
    public string Name => options.Name;

    /// <summary>Where awaits on the loop continue: its synchronization context.</summary>
    public SynchronizationContext Context => parts.Context;

    /// <summary>Runs tasks as callbacks of the loop.</summary>
    public TaskScheduler Scheduler => parts.Scheduler;

    /// <summary>Whether the calling thread is the loop's.</summary>
    public bool IsCurrentThread => thread is { } own && own == Thread.CurrentThread;

    /// <summary>Runs an asynchronous function on the calling thread, which is the loop until the function has ended. What it throws comes out.</summary>
    /// <exception cref="InvalidOperationException">The calling code already runs on a loop: await there instead.</exception>
    public static void Run(Func<Task> main, LoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        RunHere(() => Unit(main), main, options);
    }

    /// <summary>Runs an asynchronous function on the calling thread, which is the loop until the function has ended, and gives its result.</summary>
    /// <exception cref="InvalidOperationException">The calling code already runs on a loop: await there instead.</exception>
    public static T Run<T>(Func<Task<T>> main, LoopOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(main);
        return RunHere(main, main, options);
    }

    /// <summary>Begins a loop on a thread of its own.</summary>
    public static EventLoop Start(LoopOptions? options = null)
    {
        var loop = new EventLoop(options ?? new LoopOptions());
        new Thread(loop.Crank) { IsBackground = true, Name = loop.Name }.UnsafeStart();
        return loop;
    }

    /// <summary>Has the loop call something, after what was posted before. From any thread.</summary>
    /// <exception cref="ObjectDisposedException">The loop has closed.</exception>
    public void Post(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add(new LoopItem(callback, null, ExecutionContext.Capture(), parts.Clock.Now()));
    }

    /// <summary>Has the loop call something with a state, after what was posted before. From any thread.</summary>
    /// <exception cref="ObjectDisposedException">The loop has closed.</exception>
    public void Post<TState>(Action<TState> callback, TState state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add(new LoopItem(new PostedCallback<TState>(callback, state), null, ExecutionContext.Capture(), parts.Clock.Now()));
    }

    /// <summary>Has the loop call something after a delay, never before; to the millisecond. From any thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative or longer than a year.</exception>
    /// <exception cref="ObjectDisposedException">The loop has closed.</exception>
    public LoopTimer PostAfter(TimeSpan delay, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, LongestDelay);
        var due = parts.Clock.After(parts.Clock.Now(), delay);
        var timer = new LoopTimer(this, callback, due, parts.Clock.TickFrom(due), ExecutionContext.Capture());
        if (IsCurrentThread)
            runner.Change(timer);
        else
            Add(new LoopItem(timer, null, null, parts.Clock.Now()));
        return timer;
    }

    /// <summary>Runs an asynchronous function on the loop. Its task ends as the function does.</summary>
    /// <exception cref="ObjectDisposedException">The loop is closing or has closed.</exception>
    public Task RunAsync(Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Begin(() => Unit(function), function);
    }

    /// <summary>Runs an asynchronous function on the loop, and gives its result.</summary>
    /// <exception cref="ObjectDisposedException">The loop is closing or has closed.</exception>
    public Task<T> RunAsync<T>(Func<Task<T>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Begin(function, function);
    }

    /// <summary>The numbers of the loop since it began.</summary>
    public LoopStatistics Statistics()
    {
        var now = parts.Clock.Now();
        var oldest = parts.Now.NextPosted ?? parts.Queue.OldestPosted();
        return new LoopStatistics
        {
            Turns = parts.Now.Passes,
            Callbacks = parts.Tally.Callbacks,
            Failed = parts.Tally.Failed,
            Blocked = parts.Tally.Blocked,
            BlockedTime = parts.Tally.BlockedTime,
            Refused = parts.Waits.Refused,
            Ready = parts.Queue.Count + parts.Now.Rest,
            Timers = runner.Timers,
            Running = parts.Running,
            OldestWait = oldest is { } posted && now > posted ? parts.Clock.Span(now - posted) : TimeSpan.Zero,
            Utilization = watch.Utilization(now),
            BusyTime = parts.Clock.Span(parts.Tally.BusyUntil(now)),
            Lost = parts.Tally.Lost + parts.Log.Lost + watch.Lost,
            Lag = parts.Tally.Lags,
            Duration = parts.Tally.Durations,
        };
    }

    private static async Task<bool> Unit(Func<Task> function)
    {
        await (function() ?? throw new InvalidOperationException("The function gave no task to await.")).ConfigureAwait(true);
        return true;
    }

    private Task<T> Begin<T>(Func<Task<T>> function, Delegate named)
    {
        ObjectDisposedException.ThrowIf(parts.Closing.HasBegun, this);
        var run = new LoopRun<T>(this, function, named);
        parts.BeginRun(run, named);
        if (!parts.Queue.TryAdd(new LoopItem(run, null, ExecutionContext.Capture(), parts.Clock.Now())))
        {
            parts.EndRun(run);
            throw new ObjectDisposedException(Name, $"Event loop '{Name}' has closed.");
        }

        return run.Task;
    }

    private void Add(in LoopItem item)
    {
        if (!parts.Queue.TryAdd(item))
            throw new ObjectDisposedException(Name, $"Event loop '{Name}' has closed.");
    }
}
