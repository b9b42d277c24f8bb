using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Tells from one look, and the numbers so far, whether a target needs a closer one.</summary>
internal static class Suspicions
{
    // Turns of less are the daily life of a loop; half of what is called long, so that the rest of it is seen closely.
    private static readonly TimeSpan LongTurn = TimeSpan.FromMilliseconds(50);

    // Timers are late by some milliseconds wherever a machine has something to do.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(100);

    // A loop is called saturated from 85 % on.
    private const double Busy = 0.8;

    // What runs for 30 s may be stuck: a watch that is to prove it begins earlier.
    private static readonly TimeSpan LongRun = TimeSpan.FromSeconds(10);

    public static Suspicion Of(Snapshot look, TargetTally tally)
    {
        if (look.IsFailed)
            return Suspicion.None;
        if (look.State != TargetState.Running)
            return Suspicion.Pressing;
        foreach (var loop in tally.Loops)
        {
            if (loop.LastSeen == look.At && (loop.Age >= LongTurn || (loop.Age == TimeSpan.Zero && loop.Lag >= Late) || loop.BusyRatio >= Busy))
                return Suspicion.Pressing;
        }

        foreach (var pool in tally.Pools)
        {
            if (pool.LastSeen == look.At && pool.Queued > 0)
                return Suspicion.Pressing;
        }

        return RunsLong(look, tally) ? Suspicion.Lasting : Suspicion.None;
    }

    /// <summary>Whether any item runs for so long that it may be stuck.</summary>
    public static bool RunsLong(Snapshot look, TargetTally tally)
    {
        foreach (var pool in tally.Pools)
        {
            if (pool.LastSeen == look.At && pool.LongestRun >= LongRun)
                return true;
        }

        return false;
    }
}
