namespace Unjam.Executors;

/// <summary>What an executor counted and measured, at one moment.</summary>
/// <remarks>
/// Always exactly: <see cref="Submitted"/> = <see cref="Completed"/> + <see cref="Failed"/> + <see cref="Cancelled"/> + <see cref="Rejected"/>
/// + <see cref="Queued"/> + <see cref="Busy"/> + <see cref="Awaiting"/>. An item is what passes through the queue once and holds a worker once:
/// also each continuation of asynchronous work that comes back.
/// </remarks>
public sealed class ExecutorStatistics
{
    private readonly Totals totals;

    internal ExecutorStatistics(Totals totals) => this.totals = totals;

    /// <summary>When they were taken, in nanoseconds of the executor's clock.</summary>
    public required long At { get; init; }

    /// <summary>Items submitted, taken or not.</summary>
    public long Submitted => totals.Submitted;

    /// <summary>Items that ended without an exception.</summary>
    public long Completed => totals.Completed;

    /// <summary>Items that ended with an exception.</summary>
    public long Failed => totals.Failed;

    /// <summary>Items that were cancelled, before they began or by themselves.</summary>
    public long Cancelled => totals.Cancelled + totals.CancelledInQueue;

    /// <summary>Items that were not taken: the queue was full, or the executor took no more.</summary>
    public long Rejected => totals.Rejected;

    /// <summary>Items that wait, also those that wait for room in the queue.</summary>
    public int Queued => (int)Math.Min(int.MaxValue, totals.Queued);

    /// <summary>Items that are on a thread.</summary>
    public int Busy => (int)totals.Running;

    /// <summary>Asynchronous items that have begun and await something: they hold no thread.</summary>
    public int Awaiting => (int)Math.Min(int.MaxValue, totals.Awaiting);

    /// <summary>Of <see cref="Queued"/>, those that wait for room in a full queue.</summary>
    public required int WaitingForRoom { get; init; }

    /// <summary>Threads there are.</summary>
    public required int Threads { get; init; }

    /// <summary>Threads there may be.</summary>
    public required int Limit { get; init; }

    /// <summary>How long the oldest waiting item has waited; zero when none waits.</summary>
    public required TimeSpan OldestWait { get; init; }

    /// <summary>From submission to the moment a worker began, of all items that have run.</summary>
    public required Distribution QueueTime { get; init; }

    /// <summary>How long items held their worker: of asynchronous work the part up to its first await, and each continuation on its own.</summary>
    public required Distribution RunTime { get; init; }

    /// <summary>Log lines that the logger threw at.</summary>
    public required long LostLogs { get; init; }

    /// <summary>What the load was since earlier statistics of the same executor; null: since it was made.</summary>
    public ExecutorMeasures Since(ExecutorStatistics? earlier)
    {
        var past = earlier?.totals ?? new();
        var run = earlier is null ? RunTime : RunTime.Since(earlier.RunTime);
        var gaps = totals.Gaps - past.Gaps;
        var seconds = (At - (earlier?.At ?? Began)) / 1e9;
        return new()
        {
            Workers = Limit,
            Watched = TimeSpan.FromSeconds(Math.Max(0, seconds)),
            Arrived = Submitted - past.Submitted,
            Items = run.Count,
            ArrivalsPerSecond = seconds > 0 ? (Submitted - past.Submitted) / seconds : 0,
            Service = run.Mean,
            ArrivalVariability = Variability(gaps, totals.GapSum - past.GapSum, totals.GapSquares - past.GapSquares),
            ServiceVariability = Variability(run.Count, run.Nanoseconds, run.Squares),
        };
    }

    /// <summary>When the executor was made, on the same clock.</summary>
    internal long Began { get; init; }

    // squared coefficient of variation; fewer than thirty say little about how they vary
    private static double? Variability(long count, double sum, double squares)
    {
        if (count < 30 || sum <= 0)
            return null;
        var mean = sum / count;
        return Math.Max(0, ((squares / count) - (mean * mean)) * count / (count - 1)) / (mean * mean);
    }
}
