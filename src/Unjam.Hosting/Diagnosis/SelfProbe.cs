using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Looks at all that is observed of this process at once: one snapshot, as another process would take it, but exact.</summary>
internal sealed class SelfProbe(Observed observed, TimeProvider time) : IProbe
{
    // What the kernel says of each thread costs some tens of microseconds a thread; the rest is counted in the process and costs next to nothing.
    private static readonly TimeSpan KernelEvery = TimeSpan.FromMilliseconds(250);
    private const int CostShare = 100;

    // A timeline keeps some two hundred looks; how many items wait, and for how long, is exact however few are listed.
    private const int MostListed = 256;

    private readonly CpuThrottling throttling = new();
    private Moment askAt;

    /// <summary>Whether the kernel may be asked now and then, as there is something to explain.</summary>
    public bool IsCurious { get; set; }

    public void Look(Snapshot into, LookDepth depth)
    {
        var began = time.GetTimestamp();
        var now = new Moment(began);
        into.Begin(now, depth);
        into.Paused = GC.GetTotalPauseDuration();
        var isAsking = depth > LookDepth.Memory && IsCurious && now >= askAt;
        depth = isAsking ? depth : LookDepth.Memory;
        foreach (var executor in observed.Executors)
            Add(into, depth, "executor", executor.Name, executor, static (executor, into, depth) => executor.AddTo(into, MostListed));
        foreach (var loop in observed.Loops)
            Add(into, depth, "loop", loop.Name, loop, static (loop, into, depth) => loop.AddTo(into));
        foreach (var monitor in observed.Monitors)
            Add(into, depth, "loop", monitor.Name, monitor, static (monitor, into, depth) => monitor.AddTo(into));
        foreach (var watchdog in observed.Watchdogs)
            Add(into, depth, "pool", "shared", watchdog, static (watchdog, into, depth) => watchdog.AddTo(into, depth));
        if (!isAsking)
            return;
        into.Throttled = throttling.Read();
        var cost = time.GetElapsedTime(began) * CostShare;
        askAt = now + (cost > KernelEvery ? cost : KernelEvery);
    }

    private static void Add<T>(Snapshot into, LookDepth depth, string kind, string name, T unit, Action<T, Snapshot, LookDepth> add)
    {
        try
        {
            add(unit, into, depth);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            into.Gaps.Add(new Gap($"{kind} {name}", failure.Message));
        }
    }
}
