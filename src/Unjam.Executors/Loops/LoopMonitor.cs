using System.Runtime.CompilerServices;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>
/// Watches any synchronization context that runs on one thread (a user interface's, a game's) by posting it a beat and waiting for the answer.
/// It measures the lag, and reports while the thread is held.
/// </summary>
/// <remarks>
/// Nothing of the context is replaced. The names of blocking waits are known where the thread has called <see cref="WatchWaits"/>,
/// and of everything else where <see cref="MonitorOptions.Stacks"/> is given; without both, only that it is blocked and for how long at least.
/// </remarks>
public sealed class LoopMonitor : IProbe, IDisposable
{
    private const int SmallStack = 256 * 1024;

    private readonly SynchronizationContext context;
    private readonly LoopOptions options;
    private readonly LoopClock clock;
    private readonly LoopLog log;
    private readonly LoopMeters meters;
    private readonly BlockReporter reporter;
    private readonly Parking parking;
    private readonly Beat beat;
    private readonly MonitoredWaits waits = new();
    private readonly Histogram lags = new();
    private readonly long slow;
    private readonly long every;
    private long beats;
    private long blocked;
    private long blockedFor;
    private long lost;
    private volatile bool isStopped;

    private LoopMonitor(SynchronizationContext context, MonitorOptions options)
    {
        this.context = context;
        this.options = options.Checked();
        clock = new LoopClock(options.Time);
        log = new LoopLog(options.Name, options.Logger);
        reporter = new BlockReporter(this.options, log);
        parking = new Parking(options.Time);
        beat = new Beat(clock, parking);
        slow = clock.Difference(options.SlowCallback);
        every = clock.Difference(options.Every);
        meters = new LoopMeters(options.Name, options.Meters, () => Volatile.Read(ref blocked), utilization: null);
    }

    /// <summary>Begins to watch a context.</summary>
    /// <exception cref="ArgumentException">The context runs its callbacks in the thread pool: there is no thread to watch.</exception>
    public static LoopMonitor Attach(SynchronizationContext context, MonitorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetType() == typeof(SynchronizationContext))
            throw new ArgumentException("This context runs callbacks in the thread pool: it has no thread to watch. Give that of a loop.", nameof(context));
        var monitor = new LoopMonitor(context, options ?? new MonitorOptions());
        new Thread(monitor.Watch, SmallStack) { IsBackground = true, Name = "Unjam loop watch" }.UnsafeStart();
        return monitor;
    }

    /// <summary>Has the synchronous waits of the calling thread seen, with their stacks: puts a context that sees them around the thread's current one. Call it on the watched thread.</summary>
    /// <returns>Dispose it on the same thread to take the context off again.</returns>
    /// <remarks>Frameworks that set their context anew for each callback (WPF) undo it with the next callback.</remarks>
    public IDisposable WatchWaits() => new ContextScope(new WatchedContext(SynchronizationContext.Current ?? context, waits, options.Time));

    /// <summary>The name of the loop that is watched.</summary>
    public string Name => options.Name;

    /// <summary>The numbers since the watch began.</summary>
    public MonitorStatistics Statistics()
    {
        var sums = new Distribution.Sums();
        lags.AddTo(sums);
        return new MonitorStatistics(
            Volatile.Read(ref beats), Volatile.Read(ref blocked), clock.Span(Volatile.Read(ref blockedFor)),
            beat.IsUnderWay ? clock.Span(Math.Max(0, clock.Now() - beat.SentAt)) : TimeSpan.Zero, new Distribution(sums));
    }

    /// <summary>Takes a look: while a beat is not answered, the turn is known that lasts at least as long; else what the thread does is not known.</summary>
    public void Look(Snapshot into, LookDepth depth)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Begin(clock.MomentOf(clock.Now()), depth);
        AddTo(into);
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        isStopped = true;
        parking.Wake();
        meters.Dispose();
    }

    internal void AddTo(Snapshot into)
    {
        var wait = waits.Current;
        into.Threads.Add(new TargetThread(
            (ulong)beat.Thread, beat.NativeThread, options.Name, wait?.Stack ?? Stack.Empty, wait is null ? StackQuality.Unread : StackQuality.Complete, false, default));
        into.Loops.Add(new Loop
        {
            Id = (uint)RuntimeHelpers.GetHashCode(this),
            Kind = LoopKind.SynchronizationContext,
            Name = options.Name,
            Thread = into.Threads.Count - 1,
            Phase = beat.IsUnderWay ? LoopPhase.Running : LoopPhase.Unknown,
            Turn = new Turn((ulong)beat.Number, clock.MomentOf(beat.SentAt), 0, -1, 0),
            Coarseness = clock.Span(every),
        });
    }

    private void Watch()
    {
        while (!isStopped && Sends())
        {
            AwaitAnswer();
            for (var until = clock.Now() + every; !isStopped && clock.Now() < until;)
                parking.WaitUntil(until);
        }

        parking.Dispose();
    }

    private bool Sends()
    {
        try
        {
            beat.Send(context);
            return true;
        }
        catch (Exception failure)
        {
            // its thread has ended, most likely: there is nothing left to watch
            log.MonitorEnded(failure);
            return false;
        }
    }

    private void AwaitAnswer()
    {
        WaitInProgress? wait = null;
        var due = beat.SentAt + slow;
        while (!isStopped && beat.IsUnderWay)
        {
            parking.WaitUntil(due);
            if (due == long.MaxValue || !beat.IsUnderWay || clock.Now() < due)
                continue;
            due = waits.IsAllowed ? clock.Now() + slow : long.MaxValue;
            if (due != long.MaxValue)
                continue;
            wait = waits.Current;
            var stack = wait is null ? reporter.TakeStack(beat.NativeThread) : null;
            if (beat.IsUnderWay)
                reporter.Report(beat.Number, null, clock.Span(clock.Now() - beat.SentAt), isOver: false, wait, stack);
        }

        if (!beat.IsUnderWay)
            Answered(due == long.MaxValue, wait);
    }

    private void Answered(bool wasTold, WaitInProgress? wait)
    {
        var lag = Math.Max(0, beat.AnsweredAt - beat.SentAt);
        lags.Record(clock.Nanoseconds(lag));
        beats++;
        Publish(clock.Nanoseconds(lag));
        if (lag < slow || !wasTold)
            return;
        blocked++;
        blockedFor += lag;
        reporter.Report(beat.Number, null, clock.Span(lag), isOver: true, wait, null);
    }

    private void Publish(long lag)
    {
        try
        {
            meters.RecordLag(lag);
        }
        catch (Exception)
        {
            lost++; // a listener's fault
        }
    }

    /// <summary>A context that is set on a thread until it is disposed there.</summary>
    private sealed class ContextScope : IDisposable
    {
        private readonly SynchronizationContext? before = SynchronizationContext.Current;
        private readonly SynchronizationContext own;

        public ContextScope(SynchronizationContext own) => SynchronizationContext.SetSynchronizationContext(this.own = own);

        public void Dispose()
        {
            if (SynchronizationContext.Current == own)
                SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
