using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;

namespace Unjam.DotNet.Watching;

/// <summary>Takes one burst of the sampler after the other, and measures how long the target stood still for each.</summary>
internal sealed class BurstTaking(Patience patience) : INettraceReceiver
{
    private const int Tries = 3, Longer = 10;
    private const ulong Collector = 0x1;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(20);

    private static readonly SessionRequest Request = SessionRequest.Samples with
    {
        Providers = [.. SessionRequest.Samples.Providers, new EventProvider(KnownEvents.Runtime, Collector, EventLevel.Informational)],
    };

    private readonly StackBurst burst = new();

    /// <summary>How long the managed threads stood still in the last burst.</summary>
    public TimeSpan Halted { get; private set; }

    /// <summary>Takes a burst; blocks for some 120 ms. Where no sample comes in the window, for the machine is busy, it is done again for longer.</summary>
    /// <exception cref="DiagnosticsException">The runtime's diagnostics cannot be used.</exception>
    public NettraceEnd Take(DiagnosticsPort port)
    {
        Halted = TimeSpan.Zero;
        var window = Window;
        var end = Once(port, window);
        for (var tries = 1; tries < Tries && burst.Samples == 0 && end.Outcome == NettraceOutcome.Complete; tries++)
            end = Once(port, window *= Longer);
        return end;
    }

    /// <summary>The stacks of the last burst.</summary>
    public ImmutableArray<SampledThread> Threads(NettraceEnd end) => burst.Threads(end);

    public void Begin(in TraceStart start) => burst.Begin(start);

    public void Take(in NettraceEvent happened) => burst.Take(happened);

    private NettraceEnd Once(DiagnosticsPort port, TimeSpan window)
    {
        using var session = EventSession.Begin(port, Request, patience);
        patience.Cancellation.WaitHandle.WaitOne(window);
        session.RequestStop();
        return new NettraceReader().Read(session.Events, this, patience.Cancellation);
    }
}
