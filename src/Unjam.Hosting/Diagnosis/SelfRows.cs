using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Finds what is asked for by name in a look of a process at itself.</summary>
internal static class SelfRows
{
    /// <summary>How long the callback that runs has held a loop; zero when none runs.</summary>
    public static TimeSpan AgeOf(Snapshot look, string loop) =>
        Loop(look, loop) is { Phase: LoopPhase.Running } row && look.At > row.Turn.Began ? look.At - row.Turn.Began : TimeSpan.Zero;

    /// <summary>The row of a loop; null when there is none.</summary>
    public static Loop? Loop(Snapshot look, string name)
    {
        foreach (ref readonly var loop in look.Loops.Span)
        {
            if (loop.Name == name)
                return loop;
        }

        return null;
    }

    /// <summary>The row of a pool; null when there is none.</summary>
    public static Pool? Pool(Snapshot look, string name)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Name == name)
                return pool;
        }

        return null;
    }
}
