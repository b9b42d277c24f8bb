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

    /// <summary>Work items that wait in its queue: exact, however many were listed.</summary>
    public required int Queued { get; init; }

    /// <summary>The waiting items, oldest first, in <see cref="Snapshot.Queue"/>; at most the first few thousand.</summary>
    public Slice Queue { get; init; }

    /// <summary>The loop whose default executor this is; 0 when it is none.</summary>
    public ulong DefaultOfLoop { get; init; }

    /// <summary>Tokens of a limiter that are taken, whether their holders run or not; null for a pool without tokens.</summary>
    public int? Borrowed { get; init; }

    /// <summary>The loop that hands out the tokens of a limiter; 0 for a pool without one.</summary>
    public ulong Loop { get; init; }
}
