using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Says when stacks are worth that the target stands still for them a moment: when something waits, and it is not known what holds it up.</summary>
internal static class Suspicion
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongHeld = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a look that told all stacks it knew leaves that open.</summary>
    public static bool IsIn(Snapshot look)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Queued > 0 && pool.OldestWait >= LongWait && IsAnyUnknown(look, pool))
                return true;
        }

        foreach (ref readonly var loop in look.Loops.Span)
        {
            if (loop.Phase == LoopPhase.Running && look.At - loop.Turn.Began >= LongHeld && !IsKnown(look, loop.Thread))
                return true;
        }

        return false;
    }

    private static bool IsAnyUnknown(Snapshot look, in Pool pool)
    {
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
        {
            if (!IsKnown(look, worker.Thread))
                return true;
        }

        return false;
    }

    private static bool IsKnown(Snapshot look, int thread) =>
        thread >= 0 && thread < look.Threads.Count && look.Threads[thread].Quality is StackQuality.Complete or StackQuality.Truncated;
}
