using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>What a runtime itself counts of a pool, since the watch began: nothing of it has to be seen.</summary>
internal sealed class ToldCounts
{
    private long? submittedBefore, completedBefore;
    private TotalTime? queueBefore, runBefore;

    /// <summary>Items submitted; null where the runtime does not count them.</summary>
    public long? Submitted { get; private set; }

    /// <summary>Items ended; null where the runtime does not count them.</summary>
    public long? Completed { get; private set; }

    /// <summary>Whether the runtime adds queue times up.</summary>
    public bool HasQueueTimes => queueBefore is not null;

    /// <summary>Whether the runtime adds run times up.</summary>
    public bool HasRunTimes => runBefore is not null;

    /// <summary>Queue times that were added since the look before.</summary>
    public TotalTime Waited { get; private set; }

    /// <summary>Run times that were added since the look before.</summary>
    public TotalTime Ran { get; private set; }

    /// <summary>Takes the next look at the pool.</summary>
    public void See(in Pool pool)
    {
        Submitted = More(Submitted, submittedBefore, pool.Submitted);
        Completed = More(Completed, completedBefore, pool.Completed);
        Waited = More(queueBefore, pool.QueueTime);
        Ran = More(runBefore, pool.RunTime);
        (submittedBefore, completedBefore) = (pool.Submitted ?? submittedBefore, pool.Completed ?? completedBefore);
        (queueBefore, runBefore) = (pool.QueueTime ?? queueBefore, pool.RunTime ?? runBefore);
    }

    /// <summary>Another pool goes on under the same name, and counts from the beginning.</summary>
    public void BeginAnew() => (submittedBefore, completedBefore, queueBefore, runBefore) = (null, null, null, null);

    private static long? More(long? sum, long? before, long? now) => now is null ? sum : (sum ?? 0) + Math.Max(0, (now - before) ?? 0);

    private static TotalTime More(TotalTime? before, TotalTime? now) =>
        now - before is { Count: > 0, Sum: var sum } more && sum >= TimeSpan.Zero ? more : default;
}
