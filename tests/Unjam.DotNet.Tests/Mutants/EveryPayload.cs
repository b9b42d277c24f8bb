using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;

namespace Unjam.DotNet.Tests.Mutants;

/// <summary>Reads all that can be read of each event.</summary>
internal sealed class EveryPayload : INettraceReceiver
{
    public StackBurst Burst { get; } = new();

    /// <summary>Payloads that made sense.</summary>
    public long Sound { get; private set; }

    public void Begin(in TraceStart start) => Burst.Begin(start);

    public void Take(in NettraceEvent happened)
    {
        Burst.Take(happened);
        var isSound = happened.Type.Known switch
        {
            KnownEvent.MethodLoaded or KnownEvent.MethodPresent => MethodEvent.TryRead(happened.Payload, out _),
            KnownEvent.ModuleLoaded or KnownEvent.ModulePresent => ModuleEvent.TryRead(happened.Payload, out _),
            KnownEvent.ContentionBegan => ContentionBegan.TryRead(happened.Payload, out _),
            KnownEvent.ContentionEnded => ContentionEnded.TryRead(happened.Payload, out _),
            KnownEvent.WaitBegan => WaitBegan.TryRead(happened.Payload, out _),
            KnownEvent.PoolAdjusted => PoolAdjusted.TryRead(happened.Payload, out _),
            KnownEvent.WorkEnqueued or KnownEvent.WorkDequeued => WorkMoved.TryRead(happened.Payload, out _),
            KnownEvent.Counter => CounterValue.TryRead(happened.Type, happened.Payload, out _),
            _ => true,
        };
        if (isSound)
            Sound++;
    }
}
