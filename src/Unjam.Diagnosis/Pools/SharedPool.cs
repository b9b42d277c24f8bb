using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What a look tells of the threads of the pool that a whole .NET process shares.</summary>
internal static class SharedPool
{
    /// <summary>Index of the last look that read the stack of one of its threads; of the last one that listed them if none did.</summary>
    public static int LastLookWithStacks(Timeline timeline, PoolHistory history)
    {
        var listed = -1;
        for (var i = history.Looks.Count - 1; i >= 0; i--)
        {
            var index = history.Looks[i].Index;
            var look = timeline[index];
            foreach (ref readonly var worker in WorkersIn(look, history.Id))
            {
                listed = listed < 0 ? index : listed;
                if (ThreadOf(look, worker) is { Quality: not StackQuality.Unread, Stack.Frames.IsEmpty: false })
                    return index;
            }
        }

        return listed < 0 ? history.Latest.Index : listed;
    }

    /// <summary>Its threads in a look; empty where they were not listed.</summary>
    public static ReadOnlySpan<Worker> WorkersIn(Snapshot look, ulong pool)
    {
        foreach (ref readonly var row in look.Pools.Span)
        {
            if (row.Id == pool)
                return look.Workers.Of(row.Workers);
        }

        return [];
    }

    /// <summary>Whether the stack of a thread shows that it runs something: one without work waits in the machinery alone.</summary>
    public static bool Works(Snapshot look, in Worker worker) => ThreadOf(look, worker) is { } thread && Blame.Of(thread.Stack) is not null;

    public static TargetThread? ThreadOf(Snapshot look, in Worker worker) =>
        worker.Thread >= 0 && worker.Thread < look.Threads.Count ? look.Threads[worker.Thread] : null;
}
