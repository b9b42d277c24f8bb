using Unjam.Executors;
using Unjam.Export.Metrics;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>What a loop says of itself: 31 series.</summary>
internal sealed class LoopFamilies
{
    // Younger callbacks are the daily life of a loop.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);

    private readonly FamilyBuilder blocked = LoopMetrics.Blocked(Vantage.Inside), lag = LoopMetrics.Lag(Vantage.Inside), duration = LoopMetrics.CallbackDuration();
    private readonly FamilyBuilder busy = LoopMetrics.Busy(Vantage.Inside), ready = LoopMetrics.Ready(Vantage.Inside);
    private readonly FamilyBuilder turns = LoopMetrics.Turns(), callbacks = LoopMetrics.Callbacks();
    private readonly FamilyBuilder stalls = LoopMetrics.Stalls(Vantage.Inside), stallSeconds = LoopMetrics.StallSeconds(Vantage.Inside);

    /// <param name="age">How long the callback that runs has held the loop; zero when none runs.</param>
    public void Add(LoopStatistics loop, TimeSpan age, MetricLabels labels)
    {
        blocked.Add(labels, age >= Long ? age.TotalSeconds : 0);
        lag.Add(labels, Buckets.Of(loop.Lag, MetricBounds.FineLag));
        duration.Add(labels, Buckets.Of(loop.Duration, MetricBounds.FineLag));
        busy.Add(labels, loop.Utilization);
        ready.Add(labels, loop.Ready);
        turns.Add(labels, loop.Turns);
        callbacks.Add(labels, loop.Callbacks);
        stalls.Add(labels, loop.Blocked);
        stallSeconds.Add(labels, loop.BlockedTime.TotalSeconds);
    }

    /// <summary>A loop of others that is watched from beside: what its beats tell.</summary>
    public void Add(MonitorStatistics monitor, MetricLabels labels)
    {
        blocked.Add(labels, monitor.Waiting >= Long ? monitor.Waiting.TotalSeconds : 0);
        lag.Add(labels, Buckets.Of(monitor.Lag, MetricBounds.FineLag));
        stalls.Add(labels, monitor.Blocked);
        stallSeconds.Add(labels, monitor.BlockedTime.TotalSeconds);
    }

    public IEnumerable<MetricFamily> Build() =>
    [
        blocked.Build(), lag.Build(), duration.Build(), busy.Build(), ready.Build(), turns.Build(), callbacks.Build(), stalls.Build(), stallSeconds.Build(),
    ];
}
