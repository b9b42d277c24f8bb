using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What a timeline saw of the collector.</summary>
/// <param name="Read">Looks that could tell whether it ran.</param>
/// <param name="Collecting">Of these, looks in which it did.</param>
/// <param name="Longest">The longest run of it; default when there was none.</param>
internal readonly record struct Pauses(int Read, int Collecting, TimeSpan Span, Pause Longest)
{
    /// <summary>How long it stopped the process altogether, where the runtime counts that; null where looks have to tell.</summary>
    public TimeSpan? Counted { get; init; }

    public double Share => Counted is { } sum ? Span > TimeSpan.Zero ? sum / Span : 0 : Read == 0 ? 0 : (double)Collecting / Read;

    /// <summary>
    /// Follows the collector. Two looks belong to one run of it when no look between them saw otherwise, the thread that holds the
    /// interpreter's lock is the same, its frames have not moved, and no loop went round.
    /// </summary>
    public static Pauses Of(Timeline timeline)
    {
        if (timeline.Count > 0 && timeline.Latest.Paused is not null)
            return CountedPauses.Of(timeline);
        int read = 0, collecting = 0, looks = 0;
        Pause longest = default;
        Moment from = default, to = default;
        Snapshot? before = null, start = null, previous = null;
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (look.IsFailed || look.IsCollecting is not { } isCollecting)
                continue;
            from = read++ == 0 ? look.At : from;
            to = look.At;
            collecting += isCollecting ? 1 : 0;
            var goesOn = isCollecting && looks > 0 && IsSame(previous!, look);
            if (looks > 0 && !goesOn)
            {
                longest = Longer(longest, Make(before, start!, previous!, look, looks));
                looks = 0;
            }

            if (isCollecting && looks++ == 0)
                (before, start) = (previous, look);
            previous = look;
        }

        if (looks > 0)
            longest = Longer(longest, Make(before, start!, previous!, null, looks));
        return new(read, collecting, to - from, longest);
    }

    /// <summary>The thread that holds the interpreter's lock, and so the one on which the collector runs; −1 when none does.</summary>
    public static int CollectorIn(Snapshot look)
    {
        var threads = look.Threads.Span;
        for (var i = 0; i < threads.Length; i++)
        {
            if (threads[i].HoldsGil)
                return i;
        }

        return -1;
    }

    private static Pause Make(Snapshot? before, Snapshot first, Snapshot last, Snapshot? after, int looks)
    {
        var least = last.At - first.At;
        var begin = before is null ? TimeSpan.Zero : first.At - before.At;
        var end = after is null ? TimeSpan.Zero : after.At - last.At;
        return new(new Held(least + ((begin + end) / 2), before is null || after is null, (begin + end) / 2, after is not null), looks);
    }

    private static Pause Longer(Pause known, Pause now) => now.Held.Duration > known.Held.Duration ? now : known;

    private static bool IsSame(Snapshot a, Snapshot b)
    {
        var (one, other) = (CollectorIn(a), CollectorIn(b));
        if (one < 0 || other < 0 || a.Threads[one].Id != b.Threads[other].Id || !ReferenceEquals(a.Threads[one].Stack, b.Threads[other].Stack))
            return false;
        foreach (ref readonly var loop in b.Loops.Span)
        {
            if (LoopsSeen.IndexOf(a, loop.Id) is var row and >= 0 && a.Loops[row].Phase == LoopPhase.Running
                && loop.Phase == LoopPhase.Running && !a.Loops[row].Turn.IsSameCallbackAs(loop.Turn))
            {
                return false;
            }
        }

        return true;
    }
}
