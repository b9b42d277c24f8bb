namespace Unjam.Executors;

/// <summary>Counters of an executor, added up.</summary>
internal sealed class Totals
{
    public long Submitted { get; set; }

    public long Began { get; set; }

    public long Completed { get; set; }

    public long Failed { get; set; }

    public long Cancelled { get; set; }

    public long CancelledInQueue { get; set; }

    public long Rejected { get; set; }

    /// <summary>Items that were suspended at any time.</summary>
    public long Suspended { get; set; }

    /// <summary>Those of them that have ended since.</summary>
    public long Resumed { get; set; }

    public long Gaps { get; set; }

    public double GapSum { get; set; }

    public double GapSquares { get; set; }

    /// <summary>On a thread at this moment: what has begun and neither ended nor been suspended.</summary>
    public long Running => Began - (Completed + Failed + Cancelled - Resumed) - Suspended;

    public long Awaiting => Suspended - Resumed;

    public long Queued => Submitted - Began - CancelledInQueue - Rejected;

    /// <summary>What was submitted and has not ended in any way.</summary>
    public long Outstanding => Running + Awaiting + Queued;
}
