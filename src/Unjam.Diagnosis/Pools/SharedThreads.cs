using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What the threads of the shared pool did over some looks.</summary>
/// <param name="Looks">Looks that told what they did: by the kernel, or by their stacks.</param>
/// <param name="Busy">Threads with work, on average over these looks.</param>
/// <param name="Blocked">Of these, threads that waited for something.</param>
/// <param name="IsAsleep">Fewer had work than the pool runs at least, and nothing ended: work waits and nobody was woken for it.</param>
/// <param name="Injected">Threads that were added per second; null when that was not seen.</param>
/// <param name="Throttled">Share of the time in which the cgroup kept the process from its CPUs; null when unknown.</param>
internal readonly record struct SharedThreads(int Looks, double Busy, double Blocked, bool IsAsleep, double? Injected, double? Throttled)
{
    // A fifth of the time taken away doubles the waits of a loaded service.
    private const double MuchThrottled = 0.2;

    /// <summary>Half of the threads with work, or more, wait: CPU time is not what is short.</summary>
    public bool AreBlocked => Looks > 0 && Busy > 0 && Blocked * 2 >= Busy;

    public bool AreThrottled => Throttled >= MuchThrottled;

    /// <param name="first">The first look, in the history of the pool.</param>
    /// <param name="last">The last one.</param>
    public static SharedThreads Of(Timeline timeline, PoolHistory history, int first, int last)
    {
        int looks = 0, asleep = 0;
        double busy = 0, blocked = 0;
        for (var i = first; i <= last; i++)
        {
            var seen = history.Looks[i];
            asleep += seen.Queued > 0 && (seen.MinWorkers is { } min ? seen.Busy < min : seen.Busy * 2 < seen.Workers) ? 1 : 0;
            if (BlockedIn(timeline[seen.Index], history.Id, seen.Busy) is not { } waiting)
                continue;
            looks++;
            busy += seen.Busy;
            blocked += waiting;
        }

        var (from, to) = (history.Looks[first], history.Looks[last]);
        var span = to.At - from.At;
        var nobodyEnded = from.Completed is { } before && before == to.Completed;
        return new(
            looks, busy / Math.Max(1, looks), blocked / Math.Max(1, looks), asleep == last - first + 1 && (nobodyEnded || from.Completed is null),
            span > TimeSpan.Zero ? (to.Workers - from.Workers) / span.TotalSeconds : null,
            span > TimeSpan.Zero && timeline[to.Index].Throttled - timeline[from.Index].Throttled is { } time ? time / span : null);
    }

    /// <summary>How many threads with work waited in a look; null when it does not tell.</summary>
    private static int? BlockedIn(Snapshot look, ulong pool, int busy)
    {
        int known = 0, sleeping = 0, working = 0, waiting = 0;
        foreach (ref readonly var worker in SharedPool.WorkersIn(look, pool))
        {
            if (SharedPool.ThreadOf(look, worker) is not { } thread)
                continue;
            known += thread.Kernel.IsKnown ? 1 : 0;
            sleeping += thread.Kernel.IsKnown && thread.Kernel.State != 'R' ? 1 : 0;
            if (Blame.Of(thread.Stack) is not { } blame)
                continue;
            working++;
            waiting += (thread.Kernel.IsKnown ? thread.Kernel.State != 'R' : IsWait(blame)) ? 1 : 0;
        }

        // which of the sleeping ones have work is seen by their stacks only; how many have is counted
        return working > 0 ? Math.Min(waiting, Math.Max(busy, working))
            : known > 0 ? Math.Clamp(sleeping - Math.Max(0, known - busy), 0, busy)
            : null;
    }

    private static bool IsWait(Blame blame)
    {
        for (var i = 0; i <= blame.Index; i++)
        {
            if (KnownCalls.Of(blame.Frames[i].Function) is { Cause: not Cause.Cpu })
                return true;
        }

        return false;
    }
}
