using System.Diagnostics.Tracing;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>Takes one burst of the sampler after the other, and measures how long the target stood still for each.</summary>
internal sealed class BurstTaking(Patience patience, StackNames names) : INettraceReceiver
{
    private const int Tries = 3, Longer = 5;
    private const ulong Collector = 0x1;

    // the runtime samples at once, and then about once in a millisecond: one round would do
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(5);

    private static readonly SessionRequest WithNames = SessionRequest.Samples with
    {
        Providers = [.. SessionRequest.Samples.Providers, new EventProvider(KnownEvents.Runtime, Collector, EventLevel.Informational)],
    };

    // methods that were named once need not be named again: that is most of a burst's time
    private static readonly SessionRequest WithoutNames = WithNames with { Rundown = 0 };

    private readonly SampledThreads threads = new();
    private readonly Suspensions suspensions = new();
    private TimeSpan halted;

    /// <summary>How long the managed threads stood still in the last burst, but for the collector.</summary>
    public TimeSpan Halted => halted + suspensions.Other.Total;

    /// <summary>Takes a burst; blocks for some 30 to 150 ms. Where no sample comes in the window, for the machine is busy, it is done again for longer.</summary>
    /// <exception cref="DiagnosticsException">The runtime's diagnostics cannot be used.</exception>
    public NettraceEnd Take(DiagnosticsPort port)
    {
        halted = TimeSpan.Zero;
        suspensions.Clear();
        var isNaming = !names.IsReady || names.HasUnknown;
        var window = Window;
        var end = Once(port, isNaming, window);
        for (var tries = 1; tries < Tries && threads.Samples == 0 && end.Outcome == NettraceOutcome.Complete; tries++)
        {
            halted += suspensions.Other.Total;
            suspensions.Clear();
            end = Once(port, isNaming, window *= Longer);
        }

        return end;
    }

    /// <summary>The stacks of the last burst.</summary>
    public IEnumerable<SampledThread> Threads()
    {
        foreach (var thread in threads.Threads)
            yield return new SampledThread(thread.Thread, names.Named(thread.Stack, out var isWhole), thread.IsCut || !isWhole);
    }

    public void Begin(in TraceStart start) => threads.Clear();

    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Known == KnownEvent.Sample)
        {
            threads.Take(happened);
        }
        else
        {
            suspensions.Take(happened);
            names.Take(happened);
        }
    }

    private NettraceEnd Once(DiagnosticsPort port, bool isNaming, TimeSpan window)
    {
        using var session = EventSession.Begin(port, isNaming ? WithNames : WithoutNames, patience);
        patience.Cancellation.WaitHandle.WaitOne(window);
        session.RequestStop();
        if (isNaming)
            names.BeginRundown();
        var end = new NettraceReader().Read(session.Events, this, patience.Cancellation);
        if (isNaming)
            names.EndRundown(end.IsWhole, threads.Threads);
        return end;
    }
}
