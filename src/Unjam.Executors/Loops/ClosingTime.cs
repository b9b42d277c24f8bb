namespace Unjam.Executors;

/// <summary>Whether a loop is closing, and until when it goes on for what was begun.</summary>
internal sealed class ClosingTime(LoopClock clock)
{
    private long deadline = long.MaxValue;
    private volatile bool hasBegun;

    /// <summary>Whether it takes no more functions.</summary>
    public bool HasBegun => hasBegun;

    /// <summary>When its time is up: a timestamp; <see cref="long.MaxValue"/> for an open loop.</summary>
    public long Deadline => Volatile.Read(ref deadline);

    /// <summary>Begins; an earlier deadline of another call stays.</summary>
    public void Begin(TimeSpan within)
    {
        var until = within >= TimeSpan.FromDays(365) ? long.MaxValue : clock.After(clock.Now(), within);
        Volatile.Write(ref deadline, Math.Min(Deadline, until));
        hasBegun = true;
    }

    /// <summary>Whether a loop without callbacks is done.</summary>
    public bool IsOver(long at, int running) => hasBegun && (running == 0 || at >= Deadline);

    /// <summary>Whether its time is up, whatever there is to do.</summary>
    public bool IsCut(long at) => hasBegun && at >= Deadline;
}
