using Unjam.Executors;
using Unjam.Export.Metrics;

namespace Unjam.Hosting;

/// <summary>What an executor says of itself: 34 series; the shared pool has 6.</summary>
internal sealed class PoolFamilies
{
    private readonly FamilyBuilder submitted = PoolMetrics.Submitted(Vantage.Inside), completed = PoolMetrics.Completed(Vantage.Inside);
    private readonly FamilyBuilder failed = PoolMetrics.Failed(), cancelled = PoolMetrics.Cancelled(), rejected = PoolMetrics.Rejected();
    private readonly FamilyBuilder runTime = PoolMetrics.RunTime(Vantage.Inside), queueTime = PoolMetrics.QueueTime(Vantage.Inside);
    private readonly FamilyBuilder active = PoolMetrics.Active(Vantage.Inside), threads = PoolMetrics.Threads(), limit = PoolMetrics.Limit(Vantage.Inside);
    private readonly FamilyBuilder queue = PoolMetrics.Queue(Vantage.Inside), oldest = PoolMetrics.Oldest(Vantage.Inside);

    public void Add(ExecutorStatistics executor, MetricLabels labels)
    {
        submitted.Add(labels, executor.Submitted);
        completed.Add(labels, executor.Completed + executor.Failed);
        failed.Add(labels, executor.Failed);
        cancelled.Add(labels, executor.Cancelled);
        rejected.Add(labels, executor.Rejected);
        runTime.Add(labels, Buckets.Of(executor.RunTime, MetricBounds.FineWork));
        queueTime.Add(labels, Buckets.Of(executor.QueueTime, MetricBounds.FineWork));
        active.Add(labels, executor.Busy);
        threads.Add(labels, executor.Threads);
        limit.Add(labels, executor.Limit);
        queue.Add(labels, executor.Queued);
        oldest.Add(labels, executor.OldestWait.TotalSeconds);
    }

    /// <summary>The pool that all of the process shares: what the runtime counts, and what the watchdog's probe waits.</summary>
    public void Add(SharedPoolStatistics pool, MetricLabels labels)
    {
        completed.Add(labels, pool.Completed);
        active.Add(labels, pool.Busy);
        threads.Add(labels, pool.Threads);
        limit.Add(labels, pool.MaxThreads);
        queue.Add(labels, pool.Queued);
        oldest.Add(labels, pool.OldestWait.TotalSeconds);
    }

    public IEnumerable<MetricFamily> Build() =>
    [
        submitted.Build(), completed.Build(), failed.Build(), cancelled.Build(), rejected.Build(), runTime.Build(), queueTime.Build(),
        active.Build(), threads.Build(), limit.Build(), queue.Build(), oldest.Build(),
    ];
}
