using System.Diagnostics.Metrics;

namespace Unjam.Hosting;

/// <summary>Turns what executors measure of each item into events, while somebody asks for that.</summary>
internal sealed class ItemEvents : IDisposable
{
    private const string Meter = "Unjam.Executors", QueueWait = "unjam.executor.queue.wait", RunTime = "unjam.executor.run.time", Executor = "executor";

    private readonly MeterListener listener = new();

    public ItemEvents(UnjamEventSource events)
    {
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name is QueueWait or RunTime)
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) =>
        {
            if (instrument.Name == QueueWait)
                events.ItemBegan(ExecutorOf(tags), seconds);
            else
                events.ItemEnded(ExecutorOf(tags), seconds);
        });
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    private static string ExecutorOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == Executor)
                return tag.Value as string ?? "";
        }

        return "";
    }
}
