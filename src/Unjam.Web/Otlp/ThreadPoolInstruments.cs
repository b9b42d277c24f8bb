using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Unjam.Fleet;
using Unjam.Model;
using Unjam.Web.Metrics;

namespace Unjam.Web.Otlp;

/// <summary>The thread pools that .NET processes share, under the names that the runtime itself gives their metrics.</summary>
/// <remarks>Source: the semantic conventions of OpenTelemetry for the .NET runtime. Dashboards that are made for those names show processes that nobody instrumented.</remarks>
internal sealed class ThreadPoolInstruments
{
    private ImmutableArray<(PoolView Pool, KeyValuePair<string, object?>[] Tags)> pools = [];

    public ThreadPoolInstruments(Meter meter)
    {
        meter.CreateObservableUpDownCounter("dotnet.thread_pool.thread.count", () => Values(static pool => pool.Workers), "{thread}", "The number of thread pool threads that currently exist.");
        meter.CreateObservableCounter("dotnet.thread_pool.work_item.count", () => Values(static pool => pool.Completed), "{work_item}", "The number of work items that the thread pool has completed since the watch began.");
        meter.CreateObservableUpDownCounter("dotnet.thread_pool.queue.length", () => Values(static pool => pool.Queued), "{work_item}", "The number of work items that are currently queued to be processed by the thread pool.");
    }

    /// <summary>Takes the values that are given until the next ones.</summary>
    public void Take(FleetView view) => pools =
    [
        .. from each in FleetFamilies.Labelled(view)
           where each.Target.State == WatchState.Watching
           let tags = each.Labels.Pairs.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value)).ToArray()
           from pool in each.Target.Pools
           where pool.Kind == PoolKind.DotNetThreadPool
           select (pool, tags),
    ];

    private IEnumerable<Measurement<long>> Values(Func<PoolView, long> value) => pools.Select(each => new Measurement<long>(value(each.Pool), each.Tags));
}
