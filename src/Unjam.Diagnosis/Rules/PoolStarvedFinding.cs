using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a starved pool into words: who blocks its threads, why it does not grow, what more threads would bring.</summary>
internal static class PoolStarvedFinding
{
    // A gigabyte or so of stacks, if all of them were used: nobody is to be told to take more at once.
    private const int MostThreads = 512;

    // A rate of two is hardly one.
    private const int FewestTaken = 3;

    public static Finding Of(Timeline timeline, PoolHistory history, Starvation starved, List<WorkerScene> scenes, Severity severity)
    {
        var groups = WorkerGroups.Of(scenes);
        var mostly = groups.Count > 0 && groups[0][0].Called.Name is { } call ? $", mostly in {Wording.Short(call, 28)}" : "";
        var now = starved.IsOver || starved.Lately.Looks == 0 ? starved.Threads : starved.Lately;
        var threads = now.Running is not null ? "while the process hardly uses a CPU" : $"{Math.Round(now.Blocked):0} of {Math.Round(now.Busy):0} busy threads blocked{mostly}";
        var title = starved.IsOver
            ? $"The {history.Name} was starved for {Wording.Of(starved.Duration)}: work waited up to {Longest(starved)}, {threads}"
            : $"The {history.Name} is starved: work waits {Longest(starved)}{QueuedNow(starved)}, {threads}";
        return new Finding(FindingIds.PoolStarved, severity, title, history.Name)
        {
            Cause = groups.Count > 0 ? groups[0][0].Cause : null,
            Culprit = PoolWords.CulpritOf(groups),
            Stack = groups.Count > 0 ? groups[0][0].Stack : Stack.Empty,
            Held = new Held(starved.Duration, !starved.IsOver, history.Interval, starved.IsOver),
            Evidence = Evidence(history, starved, scenes, groups),
            Advice = Advise(timeline, history, scenes, groups),
        };
    }

    private static string Longest(Starvation starved) => $"{(starved.IsAtLeast ? "≥ " : "")}{Wording.Of(starved.Longest)}";

    /// <summary>What is queued now, where it will wait much longer than what was seen to wait.</summary>
    private static string QueuedNow(Starvation starved) =>
        starved.Flow is { Taken: >= FewestTaken, Expected: { } expected } && expected >= starved.Longest * 1.5 ? $", what is queued now about {Wording.Of(expected)} (est.)" : "";

    private static ImmutableArray<string> Evidence(PoolHistory history, Starvation starved, List<WorkerScene> scenes, List<List<WorkerScene>> groups)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var (first, last) = (history.Looks[starved.First], history.Looks[starved.Last]);
        var min = last.MinWorkers is { } fewest ? FormattableString.Invariant($", minimum {fewest}") : "";
        lines.Add($"Work waited for {Wording.Of(starved.Duration)} on end, the longest {Longest(starved)}; {Wording.Count(last.Queued, "item")} {(last.Queued == 1 ? "waits" : "wait")}{(last.Workers > 0 ? $", {Wording.Count(last.Workers, "thread")}" : "")}{min}.");
        if (!starved.IsOver && Flow(starved) is { } flow)
            lines.Add(flow);
        lines.Add(starved.Threads.Running is { } running
            ? FormattableString.Invariant($"Which threads are the pool's cannot be told here; of all threads of the process {running:0.0} ran on average ({Wording.Count(starved.Threads.Looks, "look")}): its threads are blocked, not computing.")
            : $"{Wording.Percent(starved.Threads.Blocked / Math.Max(1, starved.Threads.Busy))} of the busy threads were blocked, not computing ({Wording.Count(starved.Threads.Looks, "look")}).");
        lines.AddRange(WorkerGroups.Sentences(groups));
        if (groups.Count == 0)
            lines.Add("Which calls block them was not seen: that needs the stacks of the threads.");
        lines.Add(PoolGrowth.Of(starved, first, last, scenes));
        if (PoolWords.Flow(history) is { } load)
            lines.Add(load);
        return lines.ToImmutable();
    }

    /// <summary>How fast the queue is emptied, and what that means for what is in it.</summary>
    private static string? Flow(Starvation starved) => starved.Flow switch
    {
        { Queued: > 0, Taken: 0 } flow => $"{Wording.Count(flow.Queued, "item")} {(flow.Queued == 1 ? "waits" : "wait")}, and nothing was taken from the queue in {Wording.Of(flow.Span)}.",
        { Queued: > 0, Expected: { } expected } flow =>
            $"What is queued now will wait about {Wording.Of(expected)} (est., by Little's law): {Wording.Count(flow.Queued, "item")}, of which {Wording.Rate(flow.PerSecond)} are taken.",
        _ => null,
    };

    private static ImmutableArray<Advice> Advise(Timeline timeline, PoolHistory history, List<WorkerScene> scenes, List<List<WorkerScene>> groups)
    {
        var advice = ImmutableArray.CreateBuilder<Advice>();
        var first = groups.Count > 0 ? groups[0][0] : null;
        var where = first?.At is { } at ? $"{Blame.Where(at)}: " : "";
        if (first is { Called: { Known: { } known, Name: { } name } called })
            advice.Add(new Advice($"{where}instead of {name} use {known.Instead}.", $"{name}(…)", known.CodeFor(called.Function)));
        var isShared = WaitSite.Of(scenes) is not null;
        if (isShared)
            advice.Add(new Advice($"{where}most threads wait here for one shared thing: more threads only wait there too; enlarge it, or hold it for less time."));
        var function = first?.At is { } frame ? Blame.SimpleName(frame.Function) : "Blocking";
        advice.Add(new Advice(
            $"{where}or give work that has to block an executor of its own: everything else keeps the shared pool.",
            null,
            $"await slow.RunAsync(() => {function}(…))  // slow = new InstrumentedExecutor(new ExecutorOptions {{ Name = \"slow\", Threads = 16 }}), made once"));
        if (!isShared && Minimum(history) is var (threads, because))
        {
            advice.Add(new Advice(
                FormattableString.Invariant($"Until then, as a stopgap, raise the minimum to {threads} threads (est.: {because}): then hardly anything would wait. It moves the wall, and each thread costs memory. Without a new build: DOTNET_ThreadPool_ForceMinWorkerThreads={threads:X} (hexadecimal), and a restart."),
                history.Latest.MinWorkers is { } min ? PoolCode.Made(history, min) : null,
                PoolCode.Made(history, threads)));
        }

        if (SharedThreads.Of(timeline, history, 0, history.Looks.Count - 1).Throttled is > 0.05 and var share)
            advice.Add(new Advice($"Its cgroup was throttled {Wording.Percent(share)} of the time as well: look at its CPU limit."));
        return advice.ToImmutable();
    }

    /// <summary>How many threads the load needs: by Little's law where that asks for more than there are, else as many as there are items.</summary>
    private static (int Threads, string Because) Minimum(PoolHistory history)
    {
        var now = history.Latest;
        if (history is { ServiceTime: { } service, ArrivalRate: > 0 and var arrivals } && arrivals * service.TotalSeconds is var load && (int)Math.Ceiling(load + Math.Sqrt(load)) is var needed && needed > now.Workers)
            return (Math.Min(needed, MostThreads), $"{Wording.Rate(arrivals)} arrive, each holds a thread for {Wording.Of(service)}, and some in reserve");
        var there = now.Busy + now.Queued;
        return there <= MostThreads
            ? (there, FormattableString.Invariant($"{there} items are there now"))
            : (Math.Max(MostThreads, now.Workers), FormattableString.Invariant($"{there} items are there now, and that many at a time as a first step"));
    }
}
