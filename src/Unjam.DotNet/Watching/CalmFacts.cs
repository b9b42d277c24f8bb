using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What the calm session has brought so far: written by the thread that reads it, read by looks.</summary>
internal sealed class CalmFacts : INettraceReceiver
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> values = [];
    private double completed;
    private int processors;

    public void Begin(in TraceStart start)
    {
        lock (gate)
            processors = start.Processors;
    }

    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Known != KnownEvent.Counter || !CounterValue.TryRead(happened.Type, happened.Payload, out var counter))
            return;
        lock (gate)
        {
            values[counter.Name] = counter.Value;
            if (counter.Name == "threadpool-completed-items-count")
                completed += counter.Value;
        }
    }

    /// <summary>What is known now.</summary>
    public CalmState Read()
    {
        lock (gate)
        {
            return new CalmState(
                processors,
                values.TryGetValue("threadpool-queue-length", out var queued) ? (int)Math.Round(queued) : null,
                values.TryGetValue("threadpool-thread-count", out var threads) ? (int)Math.Round(threads) : null,
                (long)completed);
        }
    }
}
