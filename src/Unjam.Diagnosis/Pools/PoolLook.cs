using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What one look saw of a pool, in numbers.</summary>
/// <param name="Index">Index of the look in its timeline.</param>
/// <param name="Awaiting">Workers that wait for the result of a future.</param>
public readonly record struct PoolLook(int Index, Moment At, int Workers, int Busy, int Queued, int? Limit, int Awaiting)
{
    /// <summary>Tokens that are taken; null for a pool without tokens.</summary>
    public int? Borrowed { get; init; }

    /// <summary>Items that had arrived since the first look, as far as they were seen.</summary>
    public int Arrived { get; init; }

    /// <summary>Fewest workers it keeps, or injects without delay; null when unread or without such a number.</summary>
    public int? MinWorkers { get; init; }

    /// <summary>Items submitted so far, where the runtime counts them.</summary>
    public long? Submitted { get; init; }

    /// <summary>Items that have ended so far, where the runtime counts them.</summary>
    public long? Completed { get; init; }

    /// <summary>How long the oldest waiting item, or the probe, has waited, where the runtime tells.</summary>
    public TimeSpan? OldestWait { get; init; }

    /// <summary>Queue times so far, where the runtime adds them up.</summary>
    public TotalTime? QueueTime { get; init; }

    /// <summary>Run times so far, where the runtime adds them up.</summary>
    public TotalTime? RunTime { get; init; }

    /// <summary>How it last changed its threads by itself.</summary>
    public Adjustment? Adjustment { get; init; }

    /// <summary>What was seen of the threads of a pool of .NET.</summary>
    internal WorkersSeen Threads { get; init; }

    /// <summary>It is shared by all of a process and grows by itself: its limit is far away.</summary>
    public bool IsShared { get; init; }

    /// <summary>How many items it could run at a time: a limiter's threads come and go, its tokens count.</summary>
    public int Capacity => Borrowed is null ? Workers : Limit ?? Workers;

    /// <summary>All tokens of a limiter are taken.</summary>
    public bool IsTaken => Borrowed is { } taken && Limit is { } tokens && taken >= tokens;

    /// <summary>
    /// The pool has all workers it may have, and still work waits. At a limiter that waiting says it all: a token that has just
    /// been given back belongs to the next waiter already, and is not counted as taken before he runs.
    /// </summary>
    public bool IsFull => Queued > 0 && (Borrowed is not null || (Limit is { } limit && !IsShared ? Workers >= limit : Busy >= Workers));
}
