using Unjam.Export.Metrics;
using Unjam.Fleet;

namespace Unjam.Web.Metrics;

/// <summary>What is said of a pool: 24 series, one more for a limiter.</summary>
/// <remarks><c>threadpool_rejected_total</c> is left out: what a pool refused leaves no trace that can be read from outside.</remarks>
internal sealed class PoolFamilies(bool withCulprits)
{
    private readonly FamilyBuilder submitted = FamilyBuilder.Counter("threadpool_tasks_submitted", "",
        "Items that were seen to arrive at the pool since the watch began. Sampled: items that came and went between two looks are counted where the pool keeps count, else missed.");

    private readonly FamilyBuilder completed = FamilyBuilder.Counter("threadpool_tasks_completed", "",
        "Items that were seen to end since the watch began. Sampled, as threadpool_tasks_submitted_total is.");

    private readonly FamilyBuilder runTime = FamilyBuilder.Histogram("threadpool_task_execution_time_seconds", "seconds",
        "Run time of items that were seen to end: from the start in a worker to the end, the time in the queue left out. Sampled.");

    private readonly FamilyBuilder queueTime = FamilyBuilder.Histogram("threadpool_task_queue_time_seconds", "seconds",
        "Time from submission to start in a worker, of items that were seen to start. Sampled.");

    private readonly FamilyBuilder active = FamilyBuilder.Gauge("threadpool_active_threads", "", "Workers that run an item, at the newest look.");

    private readonly FamilyBuilder borrowed = FamilyBuilder.Gauge("threadpool_borrowed_tokens", "",
        "Tokens of a limiter that are taken, at the newest look; more than threadpool_active_threads while their holders wait for the loop.");

    private readonly FamilyBuilder limit = FamilyBuilder.Gauge("threadpool_threads_limit", "",
        "Most workers (tokens, for a limiter) that the pool may have; absent when it has no limit or it could not be read.");

    private readonly FamilyBuilder queue = FamilyBuilder.Gauge("threadpool_queue_length", "", "Items that wait for a worker, at the newest look.");

    private readonly FamilyBuilder oldest = FamilyBuilder.Gauge("threadpool_oldest_wait_seconds", "seconds",
        "How long the item that has waited longest has waited, at the newest look; 0 when none waits. A lower bound when it was there before the watch.");

    public void Add(PoolView pool, MetricLabels labels, bool isWatched)
    {
        if (isWatched)
        {
            active.Add(labels, pool.Busy);
            borrowed.Add(labels, pool.Borrowed);
            limit.Add(labels, pool.Limit);
            queue.Add(labels, pool.Queued);
            oldest.Add(labels, pool.OldestWait.TotalSeconds);
        }

        submitted.Add(labels, pool.Submitted);
        completed.Add(labels, pool.Completed);
        runTime.Add(labels, pool.RunTime, Buckets.Work, withCulprits);
        queueTime.Add(labels, pool.QueueTime, Buckets.Work, withCulprits);
    }

    public IEnumerable<MetricFamily> Build() =>
    [
        submitted.Build(), completed.Build(), runTime.Build(), queueTime.Build(), active.Build(), borrowed.Build(), limit.Build(), queue.Build(),
        oldest.Build(),
    ];
}
