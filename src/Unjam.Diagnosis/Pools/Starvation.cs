using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A time during which work waited long in the pool that a whole .NET process shares, and what its threads did meanwhile.</summary>
/// <param name="From">When the first work that waited long was queued.</param>
/// <param name="To">The last look that saw work wait long.</param>
/// <param name="Longest">The longest wait, without what the collector took of it.</param>
/// <param name="IsOver">Later looks saw no long wait.</param>
/// <param name="First">The first of these looks, in the history of the pool.</param>
/// <param name="Last">The last one.</param>
/// <param name="Threads">What its threads did.</param>
internal sealed record Starvation(Moment From, Moment To, TimeSpan Longest, bool IsOver, int First, int Last, SharedThreads Threads)
{
    // A probe that has run is followed by another one whose age begins at zero: between two long waits lies a short time that looks well.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    public TimeSpan Duration => To - From;

    /// <summary>The time to report: the last one if it goes on, else the one with the longest wait; null when no work waited so long.</summary>
    public static Starvation? Of(Timeline timeline, PoolHistory history, TimeSpan atLeast)
    {
        Starvation? chosen = null;
        Late? current = null;
        for (var i = 0; i < history.Looks.Count; i++)
        {
            var wait = WaitAt(timeline, history, i);
            if (wait < atLeast)
                continue;
            if (current is { } known && history.Looks[i].At - wait - history.Looks[known.Last].At <= Gap)
            {
                current = known with { Last = i, Longest = wait > known.Longest ? wait : known.Longest };
                continue;
            }

            chosen = Worse(chosen, Make(timeline, history, current));
            current = new Late(i, i, history.Looks[i].At - wait, wait);
        }

        return Worse(chosen, Make(timeline, history, current));
    }

    /// <summary>How long work waits at a look: the probe that is under way, or those that have run since the look before; without the collector's part.</summary>
    private static TimeSpan WaitAt(Timeline timeline, PoolHistory history, int i)
    {
        var look = history.Looks[i];
        var wait = look.OldestWait ?? TimeSpan.Zero;
        if (i > 0 && (look.QueueTime - history.Looks[i - 1].QueueTime)?.Mean is { } ran && ran > wait)
            wait = ran;
        if (wait <= TimeSpan.Zero || timeline[look.Index].Paused is not { } paused)
            return wait;
        var began = look.At - wait;
        for (var j = i - 1; j >= 0; j--)
        {
            var before = timeline[history.Looks[j].Index];
            if (before.At <= began || j == 0)
                return before.Paused is { } then ? wait - (paused - then) : wait;
        }

        return wait;
    }

    private static Starvation? Make(Timeline timeline, PoolHistory history, Late? late) => late is not { } seen ? null
        : new(seen.From, history.Looks[seen.Last].At, seen.Longest, history.Latest.At - history.Looks[seen.Last].At > Gap, seen.First, seen.Last,
            SharedThreads.Of(timeline, history, seen.First, seen.Last));

    private static Starvation? Worse(Starvation? known, Starvation? other) =>
        known is null || other is null ? known ?? other
        : !other.IsOver || other.Longest >= known.Longest ? other
        : known;

    private readonly record struct Late(int First, int Last, Moment From, TimeSpan Longest);
}
