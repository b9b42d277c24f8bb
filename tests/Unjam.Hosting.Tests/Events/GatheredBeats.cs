using System.Collections.Concurrent;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;

namespace Unjam.Hosting.Tests.Events;

/// <summary>The beats of the host that has a certain loop: other tests of this process publish, too.</summary>
internal sealed class GatheredBeats(string loop) : INettraceReceiver
{
    private readonly UnjamState state = new();
    private UnjamBeat? previous;

    public ConcurrentQueue<UnjamBeat> All { get; } = [];

    public void Begin(in TraceStart start)
    {
    }

    public void Take(in NettraceEvent happened)
    {
        state.Take(happened);
        if (state.Beats.FirstOrDefault(beat => beat.Loops.Any(each => each.Name == loop)) is { } last && last != previous)
            All.Enqueue(previous = last);
    }
}
