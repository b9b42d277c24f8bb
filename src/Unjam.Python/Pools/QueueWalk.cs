using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Lists what waits in a <c>_queue.SimpleQueue</c>, the oldest first.</summary>
/// <remarks>Source: Modules/_queuemodule.c: a list with a position (≤ 3.12), a ring (3.13+). A waiting worker gets its item by hand, not through the queue.</remarks>
internal sealed class QueueWalk(Layout layout, PyObjects objects)
{
    /// <summary>The oldest items that are followed one by one; how many there are is exact beyond that.</summary>
    private const int MostListed = 4096;

    private const int MostItems = 1 << 28;

    private ulong[] items = new ulong[64];

    /// <summary>How many items wait.</summary>
    public int Count { get; private set; }

    /// <summary>The oldest of them.</summary>
    public ReadOnlySpan<ulong> Items => items.AsSpan(0, Math.Min(Count, MostListed));

    public void Read(Address queue)
    {
        PyObjects.Checked(queue);
        if (layout.Queue.IsRing)
            ReadRing(queue);
        else
            ReadList(queue);
    }

    private void ReadList(Address queue)
    {
        var list = objects.Memory.Pointer(queue + layout.Queue.List);
        var position = objects.Memory.Int64(queue + layout.Queue.ListPosition);
        var size = objects.Size(list, MostItems);
        if (position < 0 || position > size)
            throw new UnreadableException("the queue is damaged");
        Count = size - (int)position;
        if (Count > 0)
            objects.Pointers(objects.ListItems(list) + (8 * position), Room());
    }

    private void ReadRing(Address queue)
    {
        var memory = objects.Memory;
        var at = layout.Queue;
        var (count, capacity, first) = (memory.Int64(queue + at.Count), memory.Int64(queue + at.Capacity), memory.Int64(queue + at.GetIndex));
        if (count < 0 || count > capacity || capacity > MostItems || first < 0 || (first >= capacity && capacity > 0))
            throw new UnreadableException("the queue is damaged");
        Count = (int)count;
        if (Count == 0)
            return;
        var ring = memory.Pointer(queue + at.Items);
        var room = Room();
        var straight = (int)Math.Min(room.Length, capacity - first);
        objects.Pointers(ring + (8 * first), room[..straight]);
        if (straight < room.Length)
            objects.Pointers(ring, room[straight..]);
    }

    private Span<ulong> Room()
    {
        var listed = Math.Min(Count, MostListed);
        if (items.Length < listed)
            items = new ulong[Math.Min(MostListed, Math.Max(listed, items.Length * 2))];
        return items.AsSpan(0, listed);
    }
}
