using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One run of one callback while it is followed.</summary>
internal sealed class Run(int look, Moment at, in Loop seen, Moment began, TimeSpan beganWithin, bool isStartSeen)
{
    private readonly int firstLook = look;
    private readonly Moment firstSeen = at;
    private readonly LoopKind kind = seen.Kind;
    private readonly string? task = seen.Task;
    private int lastLook = look;
    private int? ready = seen.Ready;
    private Moment? nextTimer = seen.NextTimer;
    private Moment? ended;

    public Turn Turn { get; } = seen.Turn;

    public int Looks { get; private set; } = 1;

    public Moment LastSeen { get; private set; } = at;

    /// <summary>The earliest moment at which it was known to be over; null while it was not.</summary>
    public Moment? After { get; private set; }

    public TimeSpan Duration => (Ended ?? LastSeen) - began;

    /// <summary>Whether the loop had more to do at once, so that it did not wait for events before its next turn.</summary>
    public bool WentStraightOn =>
        (nextTimer is { } timer && timer <= LastSeen) || (Turn.Count > 0 && ready is { } callbacks && callbacks > Turn.Count - Turn.Index - 1);

    // Between two looks: the middle, with half of the gap as its uncertainty.
    private Moment? Ended => ended ?? (After is { } after ? LastSeen + ((after - LastSeen) / 2) : null);

    /// <summary>Whether a look sees this run still going on.</summary>
    public bool IsOf(in Loop seen) =>
        Turn.IsSameCallbackAs(seen.Turn) && (Turn.Index >= 0 || Turn.Callback != 0 || task == seen.Task);

    public void See(int index, Moment moment, in Loop loop)
    {
        lastLook = index;
        LastSeen = moment;
        ready = loop.Ready;
        nextTimer = loop.NextTimer;
        After = null;
        ended = null;
        Looks++;
    }

    /// <summary>It was over by a moment, and at exactly which one when the loop tells.</summary>
    public void EndBy(Moment after, Moment? exactly)
    {
        After = after;
        ended = exactly;
    }

    public Block ToBlock(ulong loop) => new()
    {
        Loop = loop,
        Kind = kind,
        Turn = Turn,
        Began = began,
        IsStartSeen = isStartSeen,
        Ended = Ended,
        Uncertainty = beganWithin + (After is { } after && ended is null ? (after - LastSeen) / 2 : TimeSpan.Zero),
        FirstSeen = firstSeen,
        LastSeen = LastSeen,
        FirstLook = firstLook,
        LastLook = lastLook,
        Looks = Looks,
    };
}
