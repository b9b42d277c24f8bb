using System.Collections.Concurrent;

namespace Unjam.Executors;

/// <summary>What the face of a loop, its runner and its watch share.</summary>
internal sealed class LoopParts : IDisposable
{
    private readonly ConcurrentDictionary<ILoopWork, Delegate> runs = new();
    private int operations;
    private volatile Parking? watch;

    public LoopParts(EventLoop loop, LoopOptions options)
    {
        Options = options;
        Clock = new LoopClock(options.Time);
        Parking = new Parking(options.Time);
        Queue = new LoopQueue(Parking);
        Now = new LoopNow();
        Log = new LoopLog(options.Name, options.Logger);
        Waits = new LoopWaits(options, Now, Log);
        Meters = new LoopMeters(options.Name, options.Meters, () => Tally?.Blocked ?? 0, loop.Utilization);
        Tally = new LoopTally(options, Clock, Now, Waits, Meters);
        Closing = new ClosingTime(Clock);
        Context = new WatchedContext(new LoopContext(loop), Waits, options.Time);
        Scheduler = new LoopScheduler(loop);
    }

    public LoopOptions Options { get; }

    public LoopClock Clock { get; }

    public Parking Parking { get; }

    public LoopQueue Queue { get; }

    public LoopNow Now { get; }

    public LoopLog Log { get; }

    public LoopWaits Waits { get; }

    public LoopMeters Meters { get; }

    public LoopTally Tally { get; }

    public ClosingTime Closing { get; }

    public WatchedContext Context { get; }

    public LoopScheduler Scheduler { get; }

    /// <summary>Asynchronous functions that were given to the loop and have not ended.</summary>
    public ICollection<ILoopWork> Runs => runs.Keys;

    /// <summary>How many asynchronous functions have not ended, with those that return nothing.</summary>
    public int Running => runs.Count + Volatile.Read(ref operations);

    public void BeginRun(ILoopWork run, Delegate function) => runs.TryAdd(run, function);

    public void EndRun(ILoopWork run) => runs.TryRemove(run, out _);

    public void ChangeOperations(int by) => Interlocked.Add(ref operations, by);

    /// <summary>Who is to be woken when a slow callback has ended.</summary>
    public void WatchedBy(Parking parking) => watch = parking;

    public void WakeWatch() => watch?.Wake();

    public void Dispose()
    {
        Meters.Dispose();
        Parking.Dispose();
    }
}
