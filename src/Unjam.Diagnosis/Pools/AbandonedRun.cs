using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A work item that still ran after its caller had been cancelled.</summary>
/// <param name="Thread">Identity of the worker's thread.</param>
/// <param name="From">The first look that saw it run for nobody.</param>
/// <param name="To">The last look that did.</param>
/// <param name="Look">Index of that look.</param>
/// <param name="Looks">Looks that saw the same item so.</param>
internal readonly record struct AbandonedRun(ulong Thread, WorkItem Item, Caller Caller, Moment From, Moment To, int Look, int Looks)
{
    public TimeSpan Duration => To - From;

    /// <summary>All such runs on the workers of a pool, by the look that saw them last; looks that did not read who waits say nothing.</summary>
    public static List<AbandonedRun> Of(Timeline timeline, PoolHistory history)
    {
        var over = new List<AbandonedRun>();
        var current = new Dictionary<ulong, AbandonedRun>();
        foreach (var seen in history.Looks)
        {
            var look = timeline[seen.Index];
            foreach (ref readonly var pool in look.Pools.Span)
            {
                if (pool.Id != history.Id)
                    continue;
                foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
                {
                    if ((worker.Item.Id != 0 || current.Count > 0) && worker.Thread >= 0 && worker.Thread < look.Threads.Count)
                        See(over, current, look.Threads[worker.Thread].Id, worker.Item, look.At, seen.Index);
                }
            }
        }

        over.AddRange(current.Values);
        return over;
    }

    private static void See(List<AbandonedRun> over, Dictionary<ulong, AbandonedRun> current, ulong thread, in WorkItem item, Moment at, int look)
    {
        if (current.TryGetValue(thread, out var run) && !IsSame(run.Item, item))
        {
            over.Add(run);
            current.Remove(thread);
            run = default;
        }

        if (item.Id == 0 || item.Caller is not { IsCancelled: true } caller)
            return;
        current[thread] = run.Looks == 0 ? new(thread, item, caller, at, at, look, 1) : run with { To = at, Look = look, Looks = run.Looks + 1 };
    }

    private static bool IsSame(in WorkItem a, in WorkItem b) => a.Id == b.Id && (a.Result == b.Result || a.Result == 0 || b.Result == 0);
}
