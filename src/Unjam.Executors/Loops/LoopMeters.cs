using System.Diagnostics.Metrics;

namespace Unjam.Executors;

/// <summary>The instruments of a loop. Unheard, a callback pays for two questions whether somebody listens.</summary>
internal sealed class LoopMeters : IDisposable
{
    public const string Name = "Unjam.EventLoop";

    private readonly Meter? own;
    private readonly Histogram<double> lag;
    private readonly Histogram<double> duration;
    private readonly KeyValuePair<string, object?> tag;
    private volatile bool isOver;

    /// <param name="name">The loop's name: the tag <c>loop</c>.</param>
    /// <param name="factory">Who makes the meter; null for one of its own.</param>
    /// <param name="blocked">How many callbacks were too long.</param>
    /// <param name="utilization">The share of time in callbacks; null where that is not known.</param>
    public LoopMeters(string name, IMeterFactory? factory, Func<long> blocked, Func<double>? utilization)
    {
        tag = new("loop", name);
        var meter = factory?.Create(Name) ?? (own = new Meter(Name));
        lag = meter.CreateHistogram<double>("unjam.loop.lag", "s", "How long callbacks waited from when they were posted or due until they began.");
        duration = meter.CreateHistogram<double>("unjam.loop.callback.duration", "s", "How long callbacks held the loop.");
        if (utilization is not null)
            meter.CreateObservableGauge("unjam.loop.utilization", () => Observe(utilization), "1", "Share of the last second or so in which callbacks ran.");
        meter.CreateObservableCounter("unjam.loop.blocked.count", () => Observe(blocked), "{callback}", "Callbacks that held the loop longer than allowed.");
    }

    /// <summary>Whether somebody listens.</summary>
    public bool IsHeard => lag.Enabled || duration.Enabled;

    public void Record(long lagNanoseconds, long nanoseconds)
    {
        lag.Record(Math.Max(0, lagNanoseconds) / 1e9, tag);
        duration.Record(Math.Max(0, nanoseconds) / 1e9, tag);
    }

    public void RecordLag(long nanoseconds) => lag.Record(Math.Max(0, nanoseconds) / 1e9, tag);

    public void Dispose()
    {
        isOver = true;
        own?.Dispose();
    }

    // a factory's meter outlives the loop: what has closed is observed no more
    private IEnumerable<Measurement<T>> Observe<T>(Func<T> read)
        where T : struct => isOver ? [] : [new Measurement<T>(read(), tag)];
}
