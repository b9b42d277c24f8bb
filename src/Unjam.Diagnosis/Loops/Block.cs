using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One callback that held a loop, followed by the identity of its turn, its handle and its index.</summary>
/// <remarks>
/// <see cref="Began"/> is exact when it is the first (or only) callback of its turn: the runtime keeps that moment. Otherwise it lies
/// between two looks, or nobody saw it, and then <see cref="IsStartSeen"/> is false and <see cref="Began"/> is when the turn began.
/// </remarks>
public sealed record Block
{
    /// <summary>Identity of the loop.</summary>
    public required ulong Loop { get; init; }

    public required LoopKind Kind { get; init; }

    /// <summary>The turn and callback as the last look saw it.</summary>
    public required Turn Turn { get; init; }

    /// <summary>When the callback began, or its turn when that was not seen.</summary>
    public required Moment Began { get; init; }

    /// <summary>Whether the callback's beginning is known; else it was already running, after others of its turn, at the first look.</summary>
    public required bool IsStartSeen { get; init; }

    /// <summary>When it ended; null when it was still running at the last look.</summary>
    public required Moment? Ended { get; init; }

    /// <summary>The truth lies within this of <see cref="Duration"/>: zero where the runtime keeps both moments.</summary>
    public required TimeSpan Uncertainty { get; init; }

    /// <summary>Moment of the first look that saw it.</summary>
    public required Moment FirstSeen { get; init; }

    /// <summary>Moment of the last look that saw it.</summary>
    public required Moment LastSeen { get; init; }

    /// <summary>Index of the first of these looks in the timeline.</summary>
    public required int FirstLook { get; init; }

    /// <summary>Index of the last of these looks in the timeline.</summary>
    public required int LastLook { get; init; }

    /// <summary>Looks that saw it.</summary>
    public required int Looks { get; init; }

    /// <summary>Whether it ended while it was watched.</summary>
    public bool IsOver => Ended is not null;

    /// <summary>How long the loop was held, until the last look when it is not over.</summary>
    public TimeSpan Duration => (Ended ?? LastSeen) - Began;

    /// <summary>How long the callback alone is known to have run: what was seen of it, and all of it when its start is known.</summary>
    public TimeSpan Proven => IsStartSeen ? Duration : LastSeen - FirstSeen;

    /// <summary>The duration with its honesty.</summary>
    public Held Held => new(Duration, !IsOver || !IsStartSeen, Uncertainty, IsOver);
}
