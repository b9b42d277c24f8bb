using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Follows the items of one pool from look to look: in its queue, then on its workers.</summary>
internal sealed class ItemTracks(PoolKind kind)
{
    public QueueTrack Queue { get; } = new();

    public WorkerTrack Workers { get; } = new(IsItemKept(kind));

    /// <summary>Takes the next look.</summary>
    /// <remarks>What a pool that all share runs has no identity, and its queue is served by too many to be followed by its length.</remarks>
    public void See(Snapshot look, in Pool pool)
    {
        if (kind is PoolKind.DotNetThreadPool)
            return;
        Queue.See(look.At, pool.Queued, look.Queue.Of(pool.Queue));
        Workers.See(look, pool, Queue.IsFollowed ? Queue.Gone : null);
        foreach (var item in Workers.Begun)
            Queue.Settle(item, Workers.BegunSince);
    }

    /// <summary>Whether what waits and what then runs is one object: at a limiter a task waits, and a call runs.</summary>
    private static bool IsItemKept(PoolKind kind) => kind is not (PoolKind.AnyioLimiter or PoolKind.TrioLimiter or PoolKind.QueuePool);
}
