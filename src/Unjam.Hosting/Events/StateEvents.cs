using System.Globalization;
using System.Text;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Says how pools and loops are at one moment.</summary>
internal sealed class StateEvents(Observed observed, UnjamEventSource events, TimeProvider time)
{
    private const int MostRunning = 16, MostWorkers = 512, LongestName = 1024, NotCounted = -1;

    private readonly Snapshot look = new();
    private readonly SelfProbe probe = new(observed, time);

    public void Tell()
    {
        var (executors, loops, monitors, watchdogs) = (observed.Executors, observed.Loops, observed.Monitors, observed.Watchdogs);
        probe.Look(look, LookDepth.Memory);
        events.Beat(UnjamEventSource.ContractVersion, look.At.Nanoseconds, executors.Length + watchdogs.Length, loops.Length + monitors.Length);
        foreach (var executor in executors)
        {
            var now = executor.Statistics();
            var row = SelfRows.Pool(look, executor.Name);
            events.Pool(
                Told(executor.Name), "executor", now.Threads, row?.MinWorkers ?? now.Limit, now.Limit, now.Busy, now.Queued, now.OldestWait.TotalSeconds,
                now.Submitted, now.Completed, now.Failed, now.Cancelled, now.Rejected, now.QueueTime.Sum, now.RunTime.Sum, RunningIn(row), WorkersOf(row));
        }

        foreach (var watchdog in watchdogs)
        {
            var now = watchdog.Statistics();
            events.Pool(
                SharedPoolName.Text, "shared", now.Threads, now.MinThreads, now.MaxThreads, now.Busy, now.Queued, now.OldestWait.TotalSeconds,
                NotCounted, now.Completed, NotCounted, NotCounted, NotCounted, 0, 0, "", "");
        }

        foreach (var loop in loops)
        {
            var now = loop.Statistics();
            var row = SelfRows.Loop(look, loop.Name);
            var callback = row is { Phase: LoopPhase.Running, Coroutine: { } method } ? method.Name : "";
            events.Loop(
                Told(loop.Name), "loop", ThreadOf(row), SelfRows.AgeOf(look, loop.Name).TotalSeconds, Told(callback),
                now.Ready, now.Callbacks, now.Blocked, now.Lag.Sum, now.BusyTime.TotalSeconds);
        }

        foreach (var monitor in monitors)
        {
            var now = monitor.Statistics();
            events.Loop(
                Told(monitor.Name), "context", ThreadOf(SelfRows.Loop(look, monitor.Name)), now.Waiting.TotalSeconds, "",
                NotCounted, now.Beats, now.Blocked, now.Lag.Sum, 0);
        }
    }

    private int ThreadOf(Loop? row) => row is { Thread: var at } && at >= 0 && at < look.Threads.Count ? look.Threads[at].NativeId : 0;

    private string WorkersOf(Pool? pool)
    {
        if (pool is not { Workers: var workers })
            return "";
        var ids = new StringBuilder();
        foreach (ref readonly var worker in look.Workers.Of(workers)[..Math.Min(workers.Count, MostWorkers)])
        {
            if (worker.Thread >= 0 && worker.Thread < look.Threads.Count && look.Threads[worker.Thread].NativeId is > 0 and var id)
                ids.Append(CultureInfo.InvariantCulture, $"{(ids.Length == 0 ? "" : " ")}{id}");
        }

        return ids.ToString();
    }

    // a zero would end the text before its end, and an event has only so much room
    private static string Told(string name) => (name.Length > LongestName ? name[..LongestName] : name).Replace('\0', '\ufffd');

    private string RunningIn(Pool? pool)
    {
        if (pool is not { Workers: var workers })
            return "";
        var counts = new Dictionary<string, int>();
        foreach (ref readonly var worker in look.Workers.Of(workers))
        {
            if (worker.IsBusy && worker.Item.Function is { } function)
                counts[function.Name] = counts.GetValueOrDefault(function.Name) + 1;
        }

        return string.Join('\n', counts.OrderByDescending(each => each.Value).Take(MostRunning)
            .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value}\t{Told(each.Key)}")));
    }
}
