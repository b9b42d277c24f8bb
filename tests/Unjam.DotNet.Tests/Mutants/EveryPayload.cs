using Unjam.DotNet.Events;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Mutants;

/// <summary>Reads all that can be read of each event, and gathers all that can be gathered.</summary>
internal sealed class EveryPayload : INettraceReceiver
{
    private readonly PoolCounters counters = new();
    private readonly PoolAdjustments adjustments = new();
    private readonly OpenWaits waits = new();
    private readonly Suspensions suspensions = new();
    private readonly QueueWaits queue = new();
    private readonly QueueFacts facts = new(TimeSpan.Zero);
    private readonly UnjamState state = new();
    private readonly NamedStacks names = new(new MethodMap());

    public StackBurst Burst { get; } = new();

    /// <summary>Payloads that made sense.</summary>
    public long Sound { get; private set; }

    public void Begin(in TraceStart start) => Burst.Begin(start);

    public void Take(in NettraceEvent happened)
    {
        Burst.Take(happened);
        counters.Take(happened);
        adjustments.Take(happened);
        waits.Take(happened);
        suspensions.Take(happened);
        queue.Take(happened);
        facts.Take(happened);
        state.Take(happened);
        var isSound = happened.Type.Known switch
        {
            KnownEvent.MethodLoaded or KnownEvent.MethodPresent => Add(happened),
            KnownEvent.ModuleLoaded or KnownEvent.ModulePresent => ModuleEvent.TryRead(happened.Payload, out _),
            KnownEvent.ContentionBegan => ContentionBegan.TryRead(happened.Payload, out _),
            KnownEvent.ContentionEnded => ContentionEnded.TryRead(happened.Payload, out _),
            KnownEvent.WaitBegan => WaitBegan.TryRead(happened.Payload, out _),
            KnownEvent.PoolAdjusted => PoolAdjusted.TryRead(happened.Payload, out _),
            KnownEvent.Suspending => Suspending.TryRead(happened.Payload, out _),
            KnownEvent.WorkEnqueued or KnownEvent.WorkDequeued => WorkMoved.TryRead(happened.Payload, out _),
            KnownEvent.Counter => CounterValue.TryRead(happened.Type, happened.Payload, out _),
            _ => true,
        };
        if (isSound)
            Sound++;
    }

    /// <summary>Asks all that a look asks; says what is out of bounds, or null.</summary>
    public string? Ask(NettraceEnd end)
    {
        _ = StackGroup.Of(Burst.Threads(end));
        foreach (var wait in waits.All)
            _ = names.Of(wait.Stack, true);
        var at = counters.At ?? default;
        var oldest = queue.OldestWait(counters.Queue ?? new QueueCount(3, at, at), [], at + TimeSpan.FromSeconds(1));
        var all = new[] { oldest, facts.OldestWait(at), facts.Total.Sum, counters.OldestWait(), queue.Longest, suspensions.Collector.Total, suspensions.Other.Total, queue.Complete.Sum };
        return all.Any(each => each < TimeSpan.Zero) ? $"negative times: {string.Join(' ', all)}"
            : waits.All.Any(wait => wait.Stack.Length > OpenWaits.DeepestStack || wait.Owner < 0) ? "a wait that makes no sense"
            : state.Beats.Any(beat => beat.Pools.IsDefault || beat.Loops.IsDefault) || queue.Rate(at) < 0 || adjustments.Total < 0 ? "numbers that make no sense"
            : null;
    }

    private bool Add(in NettraceEvent happened)
    {
        if (!MethodEvent.TryRead(happened.Payload, out var method))
            return false;
        names.Methods.Add(method);
        return true;
    }
}
