using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Web.Metrics;

/// <summary>What is said of a pool: 24 series, one more for a limiter; of the pool that a .NET process shares 14, for nobody counts what is submitted to it or times its items.</summary>
/// <remarks><c>threadpool_rejected_total</c> is left out: what a pool refused leaves no trace that can be read from outside.</remarks>
internal sealed class PoolFamilies(bool withCulprits)
{
    private readonly FamilyBuilder submitted = PoolMetrics.Submitted(Vantage.Outside), completed = PoolMetrics.Completed(Vantage.Outside);
    private readonly FamilyBuilder runTime = PoolMetrics.RunTime(Vantage.Outside), queueTime = PoolMetrics.QueueTime(Vantage.Outside);
    private readonly FamilyBuilder active = PoolMetrics.Active(Vantage.Outside), borrowed = PoolMetrics.Borrowed(), limit = PoolMetrics.Limit(Vantage.Outside);
    private readonly FamilyBuilder queue = PoolMetrics.Queue(Vantage.Outside), oldest = PoolMetrics.Oldest(Vantage.Outside);

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

        completed.Add(labels, pool.Completed);
        if (pool.Kind != PoolKind.DotNetThreadPool)
        {
            submitted.Add(labels, pool.Submitted);
            runTime.Add(labels, Buckets.Of(pool.RunTime, MetricBounds.Work, withCulprits));
        }

        queueTime.Add(labels, Buckets.Of(pool.QueueTime, MetricBounds.Work, withCulprits));
    }

    public IEnumerable<MetricFamily> Build() =>
    [
        submitted.Build(), completed.Build(), runTime.Build(), queueTime.Build(), active.Build(), borrowed.Build(), limit.Build(), queue.Build(),
        oldest.Build(),
    ];
}
