using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>How fast the queue of a pool without items is emptied, by its counters.</summary>
/// <param name="Taken">Items that were taken from it.</param>
/// <param name="Span">In how long.</param>
/// <param name="MeanQueued">How many waited, on average over the looks.</param>
/// <param name="Queued">How many wait at the last look.</param>
internal readonly record struct QueueFlow(int Taken, TimeSpan Span, double MeanQueued, int Queued)
{
    // What was taken earlier says little of what will be taken next.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);

    // Of n seen, some three more would have been no surprise: with 95 % the true rate is not above this.
    private const int NoSurprise = 3;

    // Fewer say little of how long each waited.
    private const int Enough = 10;

    /// <summary>Items taken per second.</summary>
    public double PerSecond => Span > TimeSpan.Zero ? Taken / Span.TotalSeconds : 0;

    /// <summary>How long what is queued now will wait at this rate, by Little's law; null where nothing was taken.</summary>
    public TimeSpan? Expected => Taken > 0 && Queued > 0 ? TimeSpan.FromSeconds(Queued / PerSecond) : null;

    /// <summary>How long it will wait at least, as little as was seen of the rate.</summary>
    public TimeSpan ExpectedAtLeast => Span * ((double)Queued / (Taken + NoSurprise));

    /// <summary>Mean wait by Little's law; null where too little was taken to say.</summary>
    public TimeSpan? Mean => Taken >= Enough ? TimeSpan.FromSeconds(MeanQueued / PerSecond) : null;

    /// <summary>The flow of some looks, of the last seconds of them; null where it was not counted.</summary>
    /// <param name="first">The first look, in the history of the pool.</param>
    /// <param name="last">The last one.</param>
    public static QueueFlow? Of(PoolHistory history, int first, int last)
    {
        var to = history.Looks[last];
        var from = last;
        double queued = to.Queued;
        while (from > first && history.Looks[from - 1] is { Completed: not null } before && to.At - before.At <= Lately)
        {
            from--;
            queued += before.Queued;
        }

        return to.Completed is { } ended && history.Looks[from] is { Completed: { } then } start && from < last
            ? new((int)Math.Clamp(ended - then + to.Busy - start.Busy, 0, int.MaxValue), to.At - start.At, queued / (last - from + 1), to.Queued)
            : null;
    }
}
