using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Unjam.Executors;

/// <summary>The executor's instruments, meter <c>Unjam.Executors</c>. Unheard they cost a read of a field.</summary>
internal sealed class ExecutorMeters : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Unjam.Executors";

    private readonly InstrumentedExecutor executor;
    private readonly KeyValuePair<string, object?> tag;
    private readonly Meter? own;
    private readonly Histogram<double> wait;
    private readonly Histogram<double> run;
    private bool isOver;

    public ExecutorMeters(InstrumentedExecutor executor, IMeterFactory? factory)
    {
        this.executor = executor;
        tag = new("executor", executor.Name);
        own = factory is null ? new Meter(MeterName) : null;
        var meter = own ?? factory!.Create(new MeterOptions(MeterName));
        wait = meter.CreateHistogram<double>("unjam.executor.queue.wait", "s", "From submission to the moment a worker began the item.");
        run = meter.CreateHistogram<double>("unjam.executor.run.time", "s", "How long items held their worker.");
        meter.CreateObservableGauge("unjam.executor.queue.length", () => See<long>(now => [One(now.Queued)]), "{item}", "Items that wait.");
        meter.CreateObservableGauge("unjam.executor.threads", () => See(Threads), "{thread}", "Threads by what they do.");
        meter.CreateObservableCounter("unjam.executor.items", () => See(Items), "{item}", "Items that have ended, by how.");
        meter.CreateObservableGauge("unjam.executor.oldest.wait", () => See<double>(now => [new(now.OldestWait.TotalSeconds, tag)]), "s", "How long the oldest waiting item has waited.");
    }

    /// <summary>Hands the times of an item to who listens. Who throws here is not listened to any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long queued, long ran)
    {
        if (wait.Enabled || run.Enabled)
            Tell(queued, ran);
    }

    public void Dispose()
    {
        Volatile.Write(ref isOver, true);
        own?.Dispose();
    }

    private void Tell(long queued, long ran)
    {
        if (Volatile.Read(ref isOver))
            return;
        try
        {
            wait.Record(Math.Max(0, queued) / 1e9, tag);
            run.Record(Math.Max(0, ran) / 1e9, tag);
        }
        catch (Exception e)
        {
            if (!Interlocked.Exchange(ref isOver, true))
                executor.Journal.ListenerFailed(e);
        }
    }

    private IEnumerable<Measurement<T>> See<T>(Func<ExecutorStatistics, IEnumerable<Measurement<T>>> read)
        where T : struct => Volatile.Read(ref isOver) ? [] : read(executor.Statistics());

    private IEnumerable<Measurement<long>> Threads(ExecutorStatistics now) =>
        [One(now.Busy, "state", "busy"), One(Math.Max(0, now.Threads - now.Busy), "state", "idle")];

    private IEnumerable<Measurement<long>> Items(ExecutorStatistics now) =>
    [
        One(now.Completed, "outcome", "completed"), One(now.Failed, "outcome", "failed"),
        One(now.Cancelled, "outcome", "cancelled"), One(now.Rejected, "outcome", "rejected"),
    ];

    private Measurement<long> One(long value) => new(value, tag);

    private Measurement<long> One(long value, string key, string name) => new(value, tag, new(key, name));
}
