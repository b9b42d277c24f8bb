using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Time in which a look was due and none was taken: the machine did not run Unjam, so it need not have run the target either.</summary>
internal static class Lapses
{
    // A look that is late by less is daily life on a machine that has something to do.
    private const int LateBy = 2;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    // Machines stand still for tenths of a second. What lasts longer than that is a block, however badly it was watched.
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(200);

    // The rhythm just before is the one that was meant: it changes when a machine is busy.
    private const int Rhythm = 31;

    /// <summary>How much of a block may be the machine's, because looks were missing then; 0.2 s at most.</summary>
    public static TimeSpan Within(Timeline timeline, Block block)
    {
        if (UsualGap(timeline, block) is not { } usual)
            return TimeSpan.Zero;
        var lapses = TimeSpan.Zero;
        var until = block.Ended ?? block.LastSeen;
        for (var i = Math.Max(1, block.FirstLook); i < timeline.Count && i <= block.LastLook + 1; i++)
        {
            var from = timeline[i - 1].At > block.Began ? timeline[i - 1].At : block.Began;
            var to = timeline[i].At < until ? timeline[i].At : until;
            if (to - from - usual is var late && late >= Least && late >= usual * LateBy)
                lapses += late;
        }

        return lapses < Most ? lapses : Most;
    }

    /// <summary>The usual time between two looks about a block; null when there were too few to tell.</summary>
    private static TimeSpan? UsualGap(Timeline timeline, Block block)
    {
        var last = Math.Min(timeline.Count - 1, block.LastLook + 1);
        var count = Math.Min(Rhythm, last);
        if (count < 3)
            return null;
        Span<long> gaps = stackalloc long[Rhythm];
        for (var i = 0; i < count; i++)
            gaps[i] = (timeline[last - i].At - timeline[last - i - 1].At).Ticks;
        gaps = gaps[..count];
        gaps.Sort();
        return new TimeSpan(gaps[count / 2]);
    }
}
