using Unjam.Model;

namespace Unjam.DotNet.Nettrace;

/// <summary>An event of a stream. Everything in it was written by the process, and is to be believed as far as that.</summary>
public readonly ref struct NettraceEvent
{
    /// <summary>What kind of event it is.</summary>
    public required EventType Type { get; init; }

    /// <summary>When it happened, on the clock of <see cref="TraceStart"/>.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The same as the process's CLOCK_MONOTONIC: a stream whose ticks are no nanoseconds is not read.</summary>
    public Moment At => new(Timestamp);

    /// <summary>The native id of the thread it is about, as the process sees it. Of a sample: the thread that was sampled.</summary>
    public required long Thread { get; init; }

    /// <summary>The stack that goes with it, leaf first; empty when none does.</summary>
    public required ReadOnlySpan<ulong> Stack { get; init; }

    /// <summary>Its fields, as <see cref="EventType"/> knows them.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>It ends a block. The runtime writes out ten times a second what all threads have, in one block unless that is very much: what happened before has come.</summary>
    public bool EndsBlock { get; init; }
}
