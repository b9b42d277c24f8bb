using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What one worker counts and measures: written by its thread alone, read by any.</summary>
/// <remarks>
/// Plain stores suffice: each counter has one writer and only grows. Who adds counters up reads them against the flow of an item
/// (ends before begins before submissions), so that no difference is ever negative.
/// </remarks>
internal sealed class Tally
{
    private long began;
    private long completed;
    private long failed;
    private long cancelled;
    private long suspended;
    private long gaps;
    private double gapSum;
    private double gapSquares;

    public Histogram QueueTime { get; } = new();

    public Histogram RunTime { get; } = new();

    /// <summary>Count and sum of a duration over workers and callers.</summary>
    public static TotalTime Total(ReadOnlySpan<CrewMember> workers, Tally callers, Func<Tally, Histogram> which)
    {
        var total = which(callers).Total;
        foreach (var worker in workers)
        {
            var part = which(worker.Tally).Total;
            total = new(total.Count + part.Count, total.Sum + part.Sum);
        }

        return total;
    }

    public void Begin(long gap)
    {
        Volatile.Write(ref began, began + 1);
        if (gap < 0)
            return;
        gaps++;
        gapSum += gap;
        gapSquares += (double)gap * gap;
    }

    public void End(Outcome outcome, long queued, long ran)
    {
        QueueTime.Record(queued);
        RunTime.Record(ran);
        switch (outcome)
        {
            case Outcome.Completed:
                Volatile.Write(ref completed, completed + 1);
                break;
            case Outcome.Failed:
                Volatile.Write(ref failed, failed + 1);
                break;
            case Outcome.Cancelled:
                Volatile.Write(ref cancelled, cancelled + 1);
                break;
            default:
                Volatile.Write(ref suspended, suspended + 1);
                break;
        }
    }

    /// <summary>Adds what has ended and what has been suspended.</summary>
    public void AddEndsTo(Totals totals)
    {
        totals.Completed += Volatile.Read(ref completed);
        totals.Failed += Volatile.Read(ref failed);
        totals.Cancelled += Volatile.Read(ref cancelled);
        totals.Suspended += Volatile.Read(ref suspended);
    }

    /// <summary>Adds what has begun: to be called after <see cref="AddEndsTo"/> of all tallies.</summary>
    public void AddBeginsTo(Totals totals)
    {
        totals.Began += Volatile.Read(ref began);
        totals.Gaps += Volatile.Read(ref gaps);
        totals.GapSum += Volatile.Read(ref gapSum);
        totals.GapSquares += Volatile.Read(ref gapSquares);
    }
}
