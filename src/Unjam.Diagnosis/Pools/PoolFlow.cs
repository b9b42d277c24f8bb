using System.Runtime.InteropServices;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Follows the items of one pool for as long as it lives: what a look brought is told until the next one, and then forgotten.</summary>
/// <remarks>It allocates nothing while the pool's queue is served in order and does not grow.</remarks>
public sealed class PoolFlow(PoolKind kind)
{
    private readonly ItemTracks items = new(kind);

    /// <summary>Waits that ended between the last two looks.</summary>
    public ReadOnlySpan<ItemWait> Waited => CollectionsMarshal.AsSpan(items.Queue.Waited);

    /// <summary>Runs that ended between the last two looks.</summary>
    public ReadOnlySpan<ItemRun> Finished => CollectionsMarshal.AsSpan(items.Workers.Finished);

    /// <summary>Items that were started so soon that no look saw them waiting, since the first look.</summary>
    public long AtOnce => items.Workers.SurelyAtOnce;

    /// <summary>Items that were seen to arrive since the first look.</summary>
    public long Arrived => items.Queue.Arrived + AtOnce;

    /// <summary>Items that left the queue and ended before a look saw them run, since the first look.</summary>
    public long Unseen => items.Workers.Unseen;

    /// <summary>The item that has waited longest, as of the last look; null when none waits.</summary>
    public ItemWait? Oldest => items.Queue.Oldest;

    /// <summary>How long the item has run that has run longest, as of the last look; zero when none runs.</summary>
    public TimeSpan LongestRun => items.Workers.Longest;

    /// <summary>Takes the next look.</summary>
    public void See(Snapshot look, in Pool pool)
    {
        items.Queue.Waited.Clear();
        items.Workers.Finished.Clear();
        items.See(look, pool);
    }
}
