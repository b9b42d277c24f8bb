using System.Collections.Immutable;
using System.Globalization;

namespace Unjam.Executors;

/// <summary>What to do about a trouble of the shared pool, and why the pool does not help itself. Pure.</summary>
internal static class PoolAdvice
{
    // beyond this a minimum is not advised whatever the arithmetic says: the stacks alone are gigabytes, and something else is the limit
    private const int MostThreads = 1000;

    /// <summary>Why the pool does not grow faster, in one clause.</summary>
    public static string Growth(PoolTrouble trouble, ImmutableArray<BlockedGroup> groups) => trouble.Kind switch
    {
        PoolIncidentKind.CpuSaturated => "its threads run, and more of them would share the same CPUs",
        PoolIncidentKind.GcPause => "the collector stops new threads as well as old ones",
        PoolIncidentKind.Throttled => "new threads would be kept from running like the others",
        PoolIncidentKind.LostWakeUp => "it counts threads as woken that still sleep",
        _ when trouble.Last.Threads >= trouble.Last.MaxThreads => Say($"it has reached its maximum of {trouble.Last.MaxThreads} threads"),
        _ when groups.Length > 0 && BlockingCalls.IsTaskWait(groups[0].Call) =>
            "for threads that wait on tasks the runtime adds one at a time, with pauses that grow to 250 ms: some four a second",
        _ when trouble.CompletedPerSecond > 0 =>
            "items still end now and then, so the runtime sees progress: it adds a thread for blocked ones only when none took an item for 500 ms",
        _ => "the runtime adds at most two threads a second for blocked ones, the first after 500 ms",
    };

    /// <summary>What to do, the cure first.</summary>
    public static ImmutableArray<string> For(PoolTrouble trouble, ImmutableArray<BlockedGroup> groups) => trouble.Kind switch
    {
        PoolIncidentKind.CpuSaturated =>
        [
            "Give the process more CPUs or less to compute; more threads would slow it down.",
            "Run long computations on Executors.ForCpu(…), so that short work keeps the shared pool.",
        ],
        PoolIncidentKind.GcPause =>
        [
            "Allocate less per item, above all arrays of 85,000 bytes and more; see what survives with dotnet-counters and dotnet-gcdump.",
            "Keep the concurrent collector on (System.GC.Concurrent), and give the heap room (GCHeapHardLimit).",
        ],
        PoolIncidentKind.Throttled =>
        [
            "Raise the CPU limit of the control group (cpu.max; limits.cpu in Kubernetes), or run fewer threads at once.",
        ],
        PoolIncidentKind.LockConvoy =>
        [
            trouble.Last.LockOwner == 0
                ? "Hold the lock shorter: no I/O and no waiting inside it; split it, or publish immutable copies to readers."
                : Say($"Hold the lock shorter (thread {trouble.Last.LockOwner} had it): no I/O and no waiting inside it; split it, or publish immutable copies to readers."),
            .. Fixes(groups),
            "More threads would only lengthen the queue for it.",
        ],
        PoolIncidentKind.LostWakeUp =>
        [
            "This is not your code: the runtime did not wake its threads (dotnet/runtime#117877). Update the runtime.",
            "Until then, anything that queues work gets it going again.",
        ],
        _ => Starved(trouble, groups),
    };

    private static ImmutableArray<string> Starved(PoolTrouble trouble, ImmutableArray<BlockedGroup> groups)
    {
        var fixes = Fixes(groups).ToArray();
        return
        [
            .. fixes.Length > 0 ? fixes : ["Await instead of blocking on threads of the pool, or run blocking work on an InstrumentedExecutor of its own; WatchdogOptions.Stacks or `unjam diagnose` name the calls."],
            groups.Length > 0 && BlockingCalls.IsShared(groups[0].Call) ? "More threads would only wait for the same thing." : Stopgap(trouble),
        ];
    }

    private static IEnumerable<string> Fixes(ImmutableArray<BlockedGroup> groups) =>
        groups.Take(3).Select(group => group.Culprit is { } culprit ? $"In {culprit.Name}: {group.Fix}." : $"{group.Call?.Name}: {group.Fix}.");

    /// <summary>What a higher minimum would do, by Little's law: threads needed = arrivals per second × seconds each. Never the cure.</summary>
    internal static string Stopgap(PoolTrouble trouble)
    {
        const string Caveat = "a stopgap that moves the wall";
        var (first, last) = (trouble.First, trouble.Last);
        var ended = last.Completed - first.Completed;
        if (ended < 3)
            return $"A higher minimum (ThreadPool.SetMinThreads) is {Caveat}; too few items have ended to say how high.";
        var seconds = trouble.Lasted.TotalSeconds;
        var each = trouble.MeanBusy * seconds / ended;
        var arrivals = Math.Max(0, ended + last.Queued - first.Queued) / seconds;
        // a queue that does not grow came in one burst: to run it at once takes a thread an item
        var isBurst = last.Queued <= first.Queued;
        var threads = isBurst ? last.Busy + last.Queued : Math.Ceiling(arrivals * each);
        if (threads > Math.Min(MostThreads, last.MaxThreads))
            return Say($"No minimum of threads would carry this: it would take {threads:0}.");
        if (threads <= last.MinThreads)
            return $"A higher minimum (ThreadPool.SetMinThreads) would change little; it is {Caveat}.";
        return isBurst
            ? Say($"ThreadPool.SetMinThreads({threads:0}, …) would run all that waits now at once, {each:0.###} s an item. It is {Caveat}.")
            : Say($"ThreadPool.SetMinThreads({threads:0}, …) would keep up with {arrivals:0.#} items/s of {each:0.###} s each. It is {Caveat}.");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
