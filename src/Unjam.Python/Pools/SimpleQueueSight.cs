using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>A <c>_queue.SimpleQueue</c> from look to look: what waits in it, as it was when it was last read well.</summary>
internal sealed class SimpleQueueSight
{
    private readonly QueueWalk walk;
    private readonly SteadyWalk steady;
    private ulong[] items = [];
    private int listed;

    public SimpleQueueSight(Layout layout, PrefetchedMemory memory, PyObjects objects, Address queue)
    {
        walk = new QueueWalk(layout, objects);
        steady = new SteadyWalk(memory, () => walk.Read(Address));
        Address = queue;
    }

    public Address Address { get; }

    /// <summary>How many items wait.</summary>
    public int Count { get; private set; }

    /// <summary>The oldest of them.</summary>
    public ReadOnlySpan<ulong> Items => items.AsSpan(0, listed);

    /// <summary>Brings it up to date: see <see cref="SteadyWalk"/>.</summary>
    public void Refresh()
    {
        if (!steady.Refresh())
            return;
        Count = walk.Count;
        listed = walk.Items.Length;
        if (items.Length < listed)
            items = new ulong[listed * 2];
        walk.Items.CopyTo(items);
    }

    /// <summary>Forgets it.</summary>
    public void Drop() => steady.Drop();
}
