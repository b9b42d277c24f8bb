using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A place for a thread of an executor: what it runs, what it counted. Threads come and go, the place and its counts stay.</summary>
internal sealed class CrewMember
{
    private readonly InstrumentedExecutor executor;
    private readonly Clock clock;
    private readonly object gate = new();
    private readonly WatchedContext resting;
    private bool signalled;
    private MemberThread? thread;
    private Running running;

    public CrewMember(InstrumentedExecutor executor, int index)
    {
        this.executor = executor;
        clock = executor.Clock;
        Index = index;
        Waits = new(executor, this);
        resting = new(new ExecutorContext(executor, this, comesBack: false), Waits, clock.Provider);
        Returning = new(new ExecutorContext(executor, this, comesBack: true), Waits, clock.Provider);
    }

    public int Index { get; }

    public Tally Tally { get; } = new();

    /// <summary>What its items wait for, and what they have submitted here.</summary>
    public MemberWaits Waits { get; }

    /// <summary>The synchronization context that asynchronous work runs under on this thread.</summary>
    public WatchedContext Returning { get; }

    /// <summary>The execution context of its thread when it runs nothing.</summary>
    public ExecutionContext? Clean { get; private set; }

    /// <summary>It is counted among those that look for work. Written by its own thread, or before that begins.</summary>
    public bool IsSearching { get; set; }

    /// <summary>Its thread; null when it has none.</summary>
    public MemberThread? Thread
    {
        get => Volatile.Read(ref thread);
        private set => Volatile.Write(ref thread, value);
    }

    public bool TryStart()
    {
        try
        {
            new Thread(Live) { IsBackground = true, Name = $"{executor.Name}-{Index}" }.UnsafeStart();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            executor.Journal.ThreadFailed(e);
            return false;
        }
    }

    /// <summary>Ends the wait of its thread, now or when it begins.</summary>
    public void Signal()
    {
        lock (gate)
        {
            signalled = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Waits for a signal and uses it up; false when none came in time. On its own thread.</summary>
    public bool WaitForSignal(int milliseconds)
    {
        // nobody needs to be told of this wait, and a wait that is watched takes longer to end
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            lock (gate)
            {
                while (!signalled)
                {
                    if (!Monitor.Wait(gate, milliseconds))
                        return false;
                }

                signalled = false;
                return true;
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(resting);
        }
    }

    /// <summary>What it runs at this moment, all of it of the same item; false when it runs nothing.</summary>
    public bool TryRead(out Queued item, out long began)
    {
        for (var spin = new SpinWait(); ; spin.SpinOnce(sleep1Threshold: -1))
        {
            var version = Volatile.Read(ref running.Version);
            var work = Volatile.Read(ref running.Work);
            item = new(work!, Volatile.Read(ref running.Submitted), Volatile.Read(ref running.Serial), -1);
            began = Volatile.Read(ref running.Began);
            if ((version & 1) == 0 && Volatile.Read(ref running.Version) == version)
                return work is not null;
        }
    }

    private void Live()
    {
        Clean = ExecutionContext.Capture();
        Thread = new(Environment.CurrentManagedThreadId, NativeThread.CurrentId(), System.Threading.Thread.CurrentThread.Name);
        SynchronizationContext.SetSynchronizationContext(resting);
        var crew = executor.Crew;
        var queue = executor.Queue;
        var end = clock.Now();
        while (!crew.HasOrders || !crew.MustLeave(this))
        {
            if (queue.TryDequeue(out var entry))
            {
                crew.Found(this);
            }
            else
            {
                if (!crew.Await(this, out entry))
                    break;
                end = clock.Now();
            }

            executor.Interleaving?.Invoke(Step.Taken);
            end = Run(entry, end);
        }

        Thread = null;
        crew.Left(this);
    }

    /// <summary>Runs an entry and returns the moment it ended.</summary>
    /// <remarks>A worker that goes straight on to the next entry begins it when the last one ended, or when it was submitted if that was later: one reading of the clock for each item.</remarks>
    private long Run(in Queued entry, long free)
    {
        var item = entry.Work as IItem;
        if (item is not null && !item.TryTake())
        {
            executor.Skipped();
            return free;
        }

        executor.Taken(entry.Work);
        var began = Math.Max(free, entry.Submitted);
        Tally.Begin(entry.Gap);
        Show(entry, began);
        var outcome = item is null ? executor.RunWork((IWork)entry.Work) : item.Run(this);
        Waits.Forget();
        Hide();
        var end = clock.Now();
        var (queued, ran) = (began - entry.Submitted, end - began);
        Tally.End(outcome, queued, ran);
        executor.Meters.Record(queued, ran);
        item?.Conclude(outcome);
        Restore();
        if (executor.Ended(entry.Work, outcome, queued, ran))
            end = clock.Now();
        return end;
    }

    // readers take fields that were written between two equal even versions; each store releases what was stored before
    private void Show(in Queued entry, long began)
    {
        Volatile.Write(ref running.Version, running.Version + 1);
        Volatile.Write(ref running.Work, entry.Work);
        Volatile.Write(ref running.Submitted, entry.Submitted);
        Volatile.Write(ref running.Serial, entry.Serial);
        Volatile.Write(ref running.Began, began);
        Volatile.Write(ref running.Version, running.Version + 1);
    }

    private void Hide()
    {
        Volatile.Write(ref running.Version, running.Version + 1);
        Volatile.Write(ref running.Work, null);
        Volatile.Write(ref running.Version, running.Version + 1);
    }

    // what an item left set on the thread must not reach the next one
    private void Restore()
    {
        if (!ReferenceEquals(ExecutionContext.Capture(), Clean))
        {
            if (ExecutionContext.IsFlowSuppressed())
                ExecutionContext.RestoreFlow();
            ExecutionContext.Restore(Clean!);
        }

        if (!ReferenceEquals(SynchronizationContext.Current, resting))
            SynchronizationContext.SetSynchronizationContext(resting);
    }

    private struct Running
    {
        public int Version;
        public object? Work;
        public long Submitted;
        public long Serial;
        public long Began;
    }
}
