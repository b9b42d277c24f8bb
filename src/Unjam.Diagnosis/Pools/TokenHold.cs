using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A time during which no token of a limiter was to be had, half of its workers or more were idle, and its loop did not come round.</summary>
/// <param name="Loop">The loop that hands out the tokens.</param>
/// <param name="Duration">From the first look that saw it so to the last.</param>
/// <param name="IsOneTurn">The loop was in the same turn in all of them.</param>
/// <param name="LastLook">The last of these looks, in the history of the pool.</param>
/// <param name="IsFromStart">It was already so at the first look.</param>
/// <param name="IsOver">A later look saw it otherwise.</param>
/// <param name="IsLong">It is long enough to be reported.</param>
internal readonly record struct TokenHold(
    ulong Loop, TimeSpan Duration, int Looks, bool IsOneTurn, int LastLook, bool IsFromStart, bool IsOver, bool IsLong)
{
    /// <summary>The longest one, or the one that goes on; null when there was none.</summary>
    /// <param name="oneTurn">Shortest time that is long while the loop stays in one turn.</param>
    /// <param name="manyTurns">Shortest time that is long while it goes round and is never seen to wait.</param>
    public static TokenHold? LongestOf(Timeline timeline, PoolHistory history, TimeSpan oneTurn, TimeSpan manyTurns)
    {
        TokenHold? longest = null;
        var looks = history.Looks;
        for (var i = 0; i < looks.Count; i++)
        {
            if (TurnIn(timeline, history, looks[i]) is not { } first)
                continue;
            int from = i, to = i;
            var one = true;
            for (; i < looks.Count && TurnIn(timeline, history, looks[i]) is { } turn; to = i++)
                one &= turn.Turn.IsSameAs(first.Turn) && turn.IsRunning;
            var duration = looks[to].At - looks[from].At;
            var hold = new TokenHold(
                first.Loop, duration, to - from + 1, one, to, from == 0, i < looks.Count, to > from && duration >= (one ? oneTurn : manyTurns));
            if (longest is not { } known || (hold.IsLong, hold.Duration).CompareTo((known.IsLong, known.Duration)) > 0)
                longest = hold;
        }

        return longest;
    }

    /// <summary>The loop's turn in a look in which it keeps the tokens of idle workers; null when it does not.</summary>
    private static (ulong Loop, Turn Turn, bool IsRunning)? TurnIn(Timeline timeline, PoolHistory history, PoolLook seen)
    {
        if ((!seen.IsTaken && !seen.IsFull) || seen.Workers == 0 || seen.Busy * 2 > seen.Limit)
            return null;
        var look = timeline[seen.Index];
        var row = history.IsOfUnseenLoop ? -1 : history.Loop != 0 ? LoopsSeen.IndexOf(look, history.Loop) : look.Loops.Count == 1 ? 0 : -1;
        if (row < 0)
            return null;
        var loop = look.Loops[row];
        if (loop.Phase == LoopPhase.Running)
            return (loop.Id, loop.Turn, true);
        return LoopsSeen.ThreadOf(look, loop) is { } thread && Share.IsKeptWaiting(look, loop, thread) ? (loop.Id, default, false) : null;
    }
}
