namespace Unjam.Export.Metrics;

/// <summary>The metrics of a pool: their names, units and HELP, wherever they are taken.</summary>
/// <remarks>The names of the founding article, with the meaning that it claims; <c>docs/metrics.md</c> lists them.</remarks>
public static class PoolMetrics
{
    public static FamilyBuilder Submitted(Vantage from) => FamilyBuilder.Counter("threadpool_tasks_submitted", "", from == Vantage.Outside
        ? "Items that were seen to arrive at the pool since the watch began. Sampled: items that came and went between two looks are counted where the pool keeps count, else missed."
        : "Items that were submitted since the pool was made, refused and cancelled ones included. Exact: each is counted by the pool itself.");

    public static FamilyBuilder Completed(Vantage from) => FamilyBuilder.Counter("threadpool_tasks_completed", "", from == Vantage.Outside
        ? "Items that were seen to end since the watch began. Sampled, as threadpool_tasks_submitted_total is."
        : "Items that a worker ran to their end, whether they succeeded or failed. Exact.");

    public static FamilyBuilder Failed() => FamilyBuilder.Counter("threadpool_tasks_failed", "",
        "Items that ended with an exception; they are also in threadpool_tasks_completed_total. Exact.");

    public static FamilyBuilder Cancelled() => FamilyBuilder.Counter("threadpool_tasks_cancelled", "",
        "Items that ended by cancellation, before or while they ran. Exact.");

    public static FamilyBuilder Rejected() => FamilyBuilder.Counter("threadpool_rejected", "",
        "Items that the pool refused because its queue was full or it no longer took any. Exact.");

    public static FamilyBuilder RunTime(Vantage from) => FamilyBuilder.Histogram("threadpool_task_execution_time_seconds", "seconds", from == Vantage.Outside
        ? "Run time of items that were seen to end: from the start in a worker to the end, the time in the queue left out. Sampled."
        : "Run time of each item: from the start in a worker to the end, the time in the queue left out. Exact, not sampled.");

    public static FamilyBuilder QueueTime(Vantage from) => FamilyBuilder.Histogram("threadpool_task_queue_time_seconds", "seconds", from == Vantage.Outside
        ? "Time from submission to start in a worker, of items that were seen to start. Sampled."
        : "Time from submission to start in a worker, of each item. Exact, not sampled.");

    public static FamilyBuilder Active(Vantage from) => FamilyBuilder.Gauge("threadpool_active_threads", "",
        $"Workers that run an item, {At(from)}.");

    public static FamilyBuilder Borrowed() => FamilyBuilder.Gauge("threadpool_borrowed_tokens", "",
        "Tokens of a limiter that are taken, at the newest look; more than threadpool_active_threads while their holders wait for the loop.");

    public static FamilyBuilder Threads() => FamilyBuilder.Gauge("threadpool_threads", "",
        "Threads that the pool has, whether they run an item or not, at the moment of the scrape.");

    public static FamilyBuilder Limit(Vantage from) => FamilyBuilder.Gauge("threadpool_threads_limit", "", from == Vantage.Outside
        ? "Most workers (tokens, for a limiter) that the pool may have; absent when it has no limit or it could not be read."
        : "Most threads that the pool may have.");

    public static FamilyBuilder Queue(Vantage from) => FamilyBuilder.Gauge("threadpool_queue_length", "",
        $"Items that wait for a worker, {At(from)}.");

    public static FamilyBuilder Oldest(Vantage from) => FamilyBuilder.Gauge("threadpool_oldest_wait_seconds", "seconds", from == Vantage.Outside
        ? "How long the item that has waited longest has waited, at the newest look; 0 when none waits. A lower bound when it was there before the watch."
        : "How long the item that has waited longest has waited, at the moment of the scrape; 0 when none waits. Exact for executors; of the shared pool, what its probe has waited.");

    private static string At(Vantage from) => from == Vantage.Outside ? "at the newest look" : "at the moment of the scrape";
}
