using Unjam.Model;

namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>What holds for every snapshot, whatever the memory was: rows refer to rows that are there, and what saw nothing says so.</summary>
internal static class Consistency
{
    public static string? FaultOf(Snapshot look)
    {
        if (look.Threads.Count == 0 && look.Gaps.Count == 0 && !look.IsFailed)
            return "a look saw nothing and did not say so";
        foreach (ref readonly var loop in look.Loops.Span)
        {
            if (loop.Thread < 0 || loop.Thread >= look.Threads.Count)
                return $"a loop is on thread {loop.Thread} of {look.Threads.Count}";
        }

        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (!IsWithin(pool.Workers, look.Workers.Count) || !IsWithin(pool.Queue, look.Queue.Count) || pool.Queued < 0)
                return $"a pool has workers {pool.Workers} of {look.Workers.Count} and queue {pool.Queue} of {look.Queue.Count}, {pool.Queued} queued";
        }

        foreach (ref readonly var worker in look.Workers.Span)
        {
            if (worker.Thread < 0 || worker.Thread >= look.Threads.Count)
                return $"a worker is on thread {worker.Thread} of {look.Threads.Count}";
        }

        foreach (ref readonly var task in look.Tasks.Span)
        {
            if (task.Loop >= look.Loops.Count)
                return $"a task is of loop {task.Loop} of {look.Loops.Count}";
        }

        return null;
    }

    private static bool IsWithin(Slice slice, int count) => slice.Start >= 0 && slice.Count >= 0 && slice.Start + (long)slice.Count <= count;
}
