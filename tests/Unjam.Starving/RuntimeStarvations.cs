using System.Diagnostics.Tracing;
using System.Globalization;

namespace Unjam.Starving;

/// <summary>Counts how often the runtime itself says that its pool starves.</summary>
public sealed class RuntimeStarvations : EventListener
{
    private const int Adjustment = 55;
    private const int Starvation = 6;
    private int count;

    public int Count => Volatile.Read(ref count);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, (EventKeywords)0x10000);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var at = eventData.PayloadNames?.IndexOf("Reason") ?? -1;
        if (eventData.EventId == Adjustment && at >= 0 && Convert.ToInt32(eventData.Payload![at], CultureInfo.InvariantCulture) == Starvation)
            Interlocked.Increment(ref count);
    }
}
