using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What the calm session has brought so far: written by the thread that reads it, read by looks.</summary>
/// <param name="ahead">What the target's clock is ahead of ours.</param>
internal sealed class CalmFacts(TimeSpan ahead) : INettraceReceiver
{
    private readonly Lock gate = new();
    private readonly PoolAdjustments adjustments = new();
    private readonly Suspensions suspensions = new();
    private readonly UnjamState state = new();
    private PoolCounters counters = new();
    private long completedBefore;
    private int processors;

    public void Begin(in TraceStart start)
    {
        lock (gate)
        {
            processors = start.Processors;

            // a session that broke off is another one now: what it counted stays
            completedBefore += counters.Completed;
            counters = new PoolCounters();
        }
    }

    public void Take(in NettraceEvent happened)
    {
        lock (gate)
        {
            counters.Take(happened);
            adjustments.Take(happened);
            suspensions.Take(happened);
            state.Take(happened);
        }
    }

    /// <summary>What is known now.</summary>
    public CalmState Read()
    {
        lock (gate)
        {
            var adjusted = adjustments is { Last: { } last, At: { } at } ? new Adjustment(last.Reason, at - ahead, last.Threads) : (Adjustment?)null;
            return new CalmState(
                processors, counters.Queue?.Queued, counters.Threads, completedBefore + counters.Completed, counters.OldestWait(), (counters.At ?? default) - ahead, adjusted,
                suspensions.Collector.Total, (int)Math.Min(int.MaxValue, suspensions.Collector.Count), state.Beats)
            {
                Interval = counters.Interval,
            };
        }
    }
}
