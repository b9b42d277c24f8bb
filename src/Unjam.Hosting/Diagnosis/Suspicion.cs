using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Tells from one look whether the rules need to be asked: while all is calm, they are not.</summary>
internal static class Suspicion
{
    // Turns of less are the daily life of a loop; half of what is called long.
    private static readonly TimeSpan LongTurn = TimeSpan.FromMilliseconds(50);

    // What runs for 30 s may be stuck.
    private static readonly TimeSpan LongRun = TimeSpan.FromSeconds(10);

    public static bool Is(Snapshot look)
    {
        foreach (ref readonly var loop in look.Loops.Span)
        {
            if ((loop.Phase == LoopPhase.Running && look.At - loop.Turn.Began >= LongTurn) || loop.OverdueTimers > 0)
                return true;
        }

        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Queued > 0)
                return true;
        }

        foreach (ref readonly var worker in look.Workers.Span)
        {
            if (worker.Item.Began is { } began && look.At - began >= LongRun)
                return true;
        }

        return false;
    }
}
