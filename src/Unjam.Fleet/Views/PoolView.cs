using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>A pool: its present and its numbers since the watch began.</summary>
/// <param name="Id">Identity of the pool while it lives.</param>
/// <param name="Name">Its name; unique among the pools of the target.</param>
public sealed record PoolView(ulong Id, string Name, PoolKind Kind)
{
    /// <summary>Most workers or tokens; null when unlimited or unread.</summary>
    public int? Limit { get; init; }

    public int Workers { get; init; }

    /// <summary>Workers that run an item at this moment.</summary>
    public int Busy { get; init; }

    /// <summary>Tokens of a limiter that are taken; null for a pool without tokens.</summary>
    public int? Borrowed { get; init; }

    public int Queued { get; init; }

    /// <summary>How long the oldest waiting item has waited; zero when none waits.</summary>
    public TimeSpan OldestWait { get; init; }

    /// <summary>Items that were seen to arrive.</summary>
    public long Submitted { get; init; }

    /// <summary>Items that were seen to end.</summary>
    public long Completed { get; init; }

    /// <summary>Run time of items that were seen to end, submission and queue left out.</summary>
    public HistogramView RunTime { get; init; } = HistogramView.Empty;

    /// <summary>Time from submission to start of items that were seen to start.</summary>
    public HistogramView QueueTime { get; init; } = HistogramView.Empty;
}
