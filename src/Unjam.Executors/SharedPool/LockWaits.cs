using System.Diagnostics.Tracing;

namespace Unjam.Executors;

/// <summary>Who waits for which lock, from the runtime's contention events. It costs while it exists, so it exists only while work waits and locks are contended.</summary>
/// <remarks>ContentionStart (81) carries LockID and LockOwnerThreadID, ContentionStop (91) ends it; they arrive some milliseconds late, on a thread of the runtime's own.</remarks>
internal sealed class LockWaits : EventListener
{
    private const EventKeywords Contention = (EventKeywords)0x4000;
    private const int Start = 81;
    private const int Stop = 91;
    private const int Most = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<long, (ulong Lock, long Owner)> waiting = [];

    /// <summary>How many threads wait for the lock that most wait for, and the native id of its owner; 0 for both when nobody is known to.</summary>
    public (int Waiters, int Owner) Longest()
    {
        lock (gate)
        {
            var group = waiting.Values.GroupBy(each => each.Lock).MaxBy(each => each.Count());
            // the runtime names no owner while the lock passes from one to the next: any of those that it named held it lately
            return group is null ? (0, 0) : (group.Count(), (int)group.Max(each => each.Owner));
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Contention);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId is not (Start or Stop))
            return;
        lock (gate)
        {
            if (eventData.EventId == Stop)
                waiting.Remove(eventData.OSThreadId);
            else if (waiting.Count < Most)
                waiting[eventData.OSThreadId] = (Number(eventData, "LockID"), (long)Number(eventData, "LockOwnerThreadID"));
        }
    }

    private static ulong Number(EventWrittenEventArgs written, string name)
    {
        var at = written.PayloadNames?.IndexOf(name) ?? -1;
        return at < 0 || written.Payload is not { } payload ? 0 : payload[at] switch
        {
            ulong value => value,
            long value => (ulong)value,
            nint value => (ulong)value,
            nuint value => value,
            uint value => value,
            int value => (ulong)value,
            _ => 0,
        };
    }
}
