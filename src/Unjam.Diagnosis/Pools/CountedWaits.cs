namespace Unjam.Diagnosis;

/// <summary>How long work waits at each look by the counters alone, where nobody listens to the queue: it is served in the order of arrival.</summary>
/// <remarks>What had arrived by a look has not all been taken by a later one as long as more had arrived by then than has been taken since the start.</remarks>
internal sealed class CountedWaits(PoolHistory history)
{
    private int oldest;

    /// <summary>How long the oldest item waits at a look, at least; looks come in order.</summary>
    public TimeSpan At(int index)
    {
        var look = history.Looks[index];
        if (look.Queued == 0 || TakenBy(look) is not { } taken)
            return TimeSpan.Zero;
        while (oldest < index && !(TakenBy(history.Looks[oldest]) + history.Looks[oldest].Queued > taken))
            oldest++;
        return look.At - history.Looks[oldest].At;
    }

    private static long? TakenBy(in PoolLook look) => look.Completed + look.Busy;
}
