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

    /// <summary>The longest wait goes on, or was last seen to: it is or was longer than this.</summary>
    public bool IsAtLeast { get; private init; }

    /// <summary>What its threads did in the last second of it.</summary>
    public required SharedThreads Lately { get; init; }

    /// <summary>How fast the queue was emptied meanwhile; null where that was not counted.</summary>
    public QueueFlow? Flow { get; private init; }

    /// <summary>How long work waits, or what is queued now will surely wait: whichever is longer.</summary>
    public TimeSpan Severest => !IsOver && Flow is { } flow && flow.ExpectedAtLeast > Longest ? flow.ExpectedAtLeast : Longest;

    /// <summary>The time to report: the last one if it goes on, else the one with the longest wait; null when no work waited so long.</summary>
    public static Starvation? Of(Timeline timeline, PoolHistory history, TimeSpan atLeast)
    {
        Starvation? chosen = null;
        Late? current = null;
        var counted = new CountedWaits(history);
        for (var i = 0; i < history.Looks.Count; i++)
        {
            var (wait, goesOn) = WaitAt(timeline, history, i, counted);
            if (wait < atLeast)
                continue;
            if (current is { } known && history.Looks[i].At - wait - history.Looks[known.Last].At <= Gap)
            {
                current = wait >= known.Longest ? known with { Last = i, Longest = wait, IsAtLeast = goesOn } : known with { Last = i };
                continue;
            }

            chosen = Worse(chosen, Make(timeline, history, current));
            current = new Late(i, i, history.Looks[i].At - wait, wait, goesOn);
        }

        return Worse(chosen, Make(timeline, history, current));
    }

    /// <summary>How long work waits at a look: what waits there, or has begun since the look before; without the collector's part.</summary>
    private static (TimeSpan Wait, bool GoesOn) WaitAt(Timeline timeline, PoolHistory history, int i, CountedWaits counted)
    {
        var look = history.Looks[i];
        var wait = look.OldestWait ?? counted.At(i);
        var goesOn = true;
        if (i > 0 && (look.QueueTime - history.Looks[i - 1].QueueTime)?.Mean is { } ran && ran > wait)
            (wait, goesOn) = (ran, false);
        return (wait <= TimeSpan.Zero ? wait : wait - PausedSince(timeline, history, i, look.At - wait), goesOn);
    }

    /// <summary>How long the collector has stopped the process since a moment, as of a look.</summary>
    private static TimeSpan PausedSince(Timeline timeline, PoolHistory history, int i, Moment since)
    {
        if (timeline[history.Looks[i].Index].Paused is not { } paused)
            return TimeSpan.Zero;
        var (low, high) = (0, i);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = history.Looks[middle].At <= since ? (middle, high) : (low, middle - 1);
        }

        return timeline[history.Looks[low].Index].Paused is { } then && paused > then ? paused - then : TimeSpan.Zero;
    }

    private static Starvation? Make(Timeline timeline, PoolHistory history, Late? late) => late is not { } seen ? null
        : new(seen.From, history.Looks[seen.Last].At, seen.Longest, history.Latest.At - history.Looks[seen.Last].At > Gap, seen.First, seen.Last,
            SharedThreads.Of(timeline, history, seen.First, seen.Last))
        {
            Lately = SharedThreads.Of(timeline, history, FirstLately(history, seen), seen.Last),
            IsAtLeast = seen.IsAtLeast,
            Flow = QueueFlow.Of(history, seen.First, seen.Last),
        };

    private static int FirstLately(PoolHistory history, Late late)
    {
        var first = late.Last;
        while (first > late.First && history.Looks[late.Last].At - history.Looks[first - 1].At <= Gap)
            first--;
        return first;
    }

    private static Starvation? Worse(Starvation? known, Starvation? other) =>
        known is null || other is null ? known ?? other
        : !other.IsOver || other.Longest >= known.Longest ? other
        : known;

    private readonly record struct Late(int First, int Last, Moment From, TimeSpan Longest, bool IsAtLeast);
}
