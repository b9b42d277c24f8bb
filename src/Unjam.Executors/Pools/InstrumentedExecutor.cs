using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A named pool of threads of its own that measures itself: true queue time, run time and outcome of every item.</summary>
/// <remarks>
/// Asynchronous work holds a thread up to its first await; what follows comes back to the executor as further items, unless it is awaited with
/// <c>ConfigureAwait(false)</c>. Run times are times on a thread, so those of asynchronous work do not contain what it awaits.
/// </remarks>
public sealed partial class InstrumentedExecutor : IProbe, IAsyncDisposable
{
    private readonly ExecutorOptions options;
    private readonly Counters counters = new();
    private readonly Room? room;
    private readonly CancellationTokenSource stopping = new();
    private readonly long slow;
    private readonly long began;

    /// <summary>Makes the executor and starts the threads that stay.</summary>
    /// <exception cref="ArgumentException">The name is empty, or numbers of threads contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number or a time is zero or negative.</exception>
    public InstrumentedExecutor(ExecutorOptions options)
    {
        var (min, max) = OptionCheck.Threads(options);
        this.options = options;
        Clock = new(options.Time);
        Stopping = stopping.Token;
        Interleaving = options.Interleaving;
        Journal = new(options.Name, options.Logger, Clock);
        room = options.QueueLimit is { } limit ? new(limit) : null;
        slow = Clock.Nanoseconds(options.SlowItem);
        began = Clock.Now();
        SelfDeadlock = new(this);
        Context = new ExecutorContext(this, null, comesBack: true);
        Scheduler = new ExecutorScheduler(this);
        Factory = new(CancellationToken.None, TaskCreationOptions.HideScheduler | TaskCreationOptions.DenyChildAttach, TaskContinuationOptions.HideScheduler, Scheduler);
        Crew = new(this, Queue, min, max, options.IdleTimeout, options.Interleaving);
        Meters = new(this, options.Meters);
        Crew.Start();
    }

    /// <summary>What it is called.</summary>
    public string Name => options.Name;

    /// <summary>Threads there are at this moment.</summary>
    public int Threads => Crew.Threads;

    /// <summary>Threads it keeps.</summary>
    public int MinThreads => Crew.Min;

    /// <summary>Threads it may have.</summary>
    public int MaxThreads => Crew.Max;

    /// <summary>Runs tasks on this executor. Give it to one task at a time: inside such a task <c>TaskScheduler.Current</c> is this, unless the task hides it as those of <see cref="Factory"/> do.</summary>
    public TaskScheduler Scheduler { get; }

    /// <summary>Starts tasks on this executor that hide it: what they start themselves goes to the shared pool, as anywhere else.</summary>
    public TaskFactory Factory { get; }

    /// <summary>Posts callbacks to this executor; <c>await</c> under it comes back here. Its callbacks are never refused while the executor lives.</summary>
    public SynchronizationContext Context { get; }

    internal Clock Clock { get; }

    internal WorkQueue Queue { get; } = new();

    internal Crew Crew { get; }

    internal Journal Journal { get; }

    internal ExecutorMeters Meters { get; }

    internal SelfDeadlock SelfDeadlock { get; }

    internal Interleaving? Interleaving { get; }

    /// <summary>Cancelled when a drain has passed its deadline.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>The worker whose thread this is; null on any other thread.</summary>
    internal CrewMember? CurrentWorker =>
        SynchronizationContext.Current is WatchedContext { Inner: ExecutorContext { Worker: { } worker } context } && context.Executor == this ? worker : null;

    /// <summary>Changes how many threads there are, while it works: missing ones start at once, surplus ones end with their item.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public void Resize(int threads) => Resize(threads, threads);

    /// <summary>Changes how many threads stay and how many there may be, while it works.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative, or fewer at most than at least.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Resize(int min, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(min);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ObjectDisposedException.ThrowIf(stage == Stage.Disposed, this);
        Crew.Resize(min, max);
    }

    /// <summary>What it has counted and measured.</summary>
    public ExecutorStatistics Statistics()
    {
        var workers = Crew.Workers;
        var oldest = OldestWait();
        var (queue, run) = counters.Distributions(workers);
        return new(counters.Add(workers))
        {
            At = Clock.Now(),
            Began = began,
            WaitingForRoom = room?.Waiting ?? 0,
            Threads = Threads,
            Limit = MaxThreads,
            OldestWait = oldest,
            QueueTime = queue,
            RunTime = run,
            LostLogs = Journal.Lost,
        };
    }

    private TimeSpan OldestWait()
    {
        var cursor = default(WorkQueue.Cursor);
        while (Queue.TryRead(ref cursor, out var entry))
        {
            if (entry.Work is not IWaiting { IsWaiting: false })
                return Clock.Span(Clock.Now() - entry.Submitted);
        }

        return TimeSpan.Zero;
    }
}
