using System.Diagnostics.Tracing;
using System.Globalization;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Watching;

/// <summary>What each session asks for.</summary>
internal static class Requests
{
    private const ulong Collector = 0x1, Loader = 0x8, Jit = 0x10, Contention = 0x4000, Threading = 0x10000, WaitHandle = 0x400_0000_0000;
    private const ulong UnjamState = 0x1, PoolWork = 0x2;

    /// <summary>What costs the process next to nothing: counters, collections, changes of the pool, and the state of executors and loops.</summary>
    /// <param name="interval">How often counters and states come.</param>
    public static SessionRequest Calm(TimeSpan interval)
    {
        // whole numbers with an exponent: the runtime reads it by the culture of its process
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{(int)interval.TotalMilliseconds}E-3");
        return new(
            [
                new EventProvider(KnownEvents.Counters, 0, EventLevel.Informational, "EventCounterIntervalSec=" + seconds),
                new EventProvider(KnownEvents.Runtime, Collector | Threading, EventLevel.Informational),
                new EventProvider(KnownEvents.Unjam, UnjamState, EventLevel.Informational, "interval=" + seconds),
            ],
            Rundown: 0, HasStacks: false, BufferMegabytes: 4);
    }

    /// <summary>Managed waits and contended locks with their stacks (waits: .NET 9 and later), and the methods that are compiled meanwhile.</summary>
    public static SessionRequest Waits { get; } = new(
        [new EventProvider(KnownEvents.Runtime, WaitHandle | Contention | Loader | Jit, EventLevel.Verbose)], Rundown: 0, HasStacks: true, BufferMegabytes: 8);

    /// <summary>Every item that is queued or taken, and the counters as often as the calm session asks for them: one stream tells both as of the same moment.</summary>
    public static SessionRequest Queue { get; } = new(
        [new EventProvider(KnownEvents.Framework, PoolWork, EventLevel.Verbose), new EventProvider(KnownEvents.Counters, 0, EventLevel.Informational)], Rundown: 0, HasStacks: false, BufferMegabytes: 8);
}
