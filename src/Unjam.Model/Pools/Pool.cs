namespace Unjam.Model;

/// <summary>A thread pool or limiter at the moment of a look.</summary>
public readonly record struct Pool
{
    /// <summary>Identity of the pool while it lives.</summary>
    public required ulong Id { get; init; }

    public required PoolKind Kind { get; init; }

    /// <summary>The name its threads carry, or what the runtime calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Most workers it may have; null when unread or unlimited.</summary>
    public int? Limit { get; init; }

    /// <summary>Its workers, in <see cref="Snapshot.Workers"/>.</summary>
    public Slice Workers { get; init; }

    /// <summary>Fewest workers it keeps, or injects without delay; null when unread or without such a number.</summary>
    public int? MinWorkers { get; init; }

    /// <summary>Workers that run something at this moment, where the runtime counts them without saying which; else null: then <see cref="Workers"/> tell. (.NET: maximum less <c>ThreadPool.GetAvailableThreads</c>.)</summary>
    public int? Busy { get; init; }

    /// <summary>Items submitted since it was made, where the runtime counts them; else null.</summary>
    public long? Submitted { get; init; }

    /// <summary>Items that have ended since it was made, however they ended, where the runtime counts them; else null.</summary>
    public long? Completed { get; init; }

    /// <summary>Queue times, from submission to start, of all items that have begun since it was made, where the runtime adds them up; else null. Those of the probes for a pool that is probed.</summary>
    public TotalTime? QueueTime { get; init; }

    /// <summary>Run times, from start to end, of all items that have ended since it was made, where the runtime adds them up; else null.</summary>
    public TotalTime? RunTime { get; init; }

    /// <summary>How long the oldest waiting item has waited, where that is known without following items; a lower bound for a pool that is probed. Zero when none waits.</summary>
    public TimeSpan? OldestWait { get; init; }

    /// <summary>Work items that wait in its queue: exact, however many were listed.</summary>
    public required int Queued { get; init; }

    /// <summary>The waiting items, oldest first, in <see cref="Snapshot.Queue"/>; at most the first few thousand.</summary>
    public Slice Queue { get; init; }

    /// <summary>The loop whose default executor this is; 0 when it is none.</summary>
    public ulong DefaultOfLoop { get; init; }

    /// <summary>How it last changed its number of threads by itself, as far as that was seen; null for a pool that does not, and before the first time.</summary>
    public Adjustment? Adjustment { get; init; }

    /// <summary>Tokens of a limiter that are taken, whether their holders run or not; null for a pool without tokens.</summary>
    public int? Borrowed { get; init; }

    /// <summary>The loop that hands out the tokens of a limiter; 0 for a pool without one.</summary>
    public ulong Loop { get; init; }
}
