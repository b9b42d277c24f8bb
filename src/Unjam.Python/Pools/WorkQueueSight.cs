using Unjam.Memory;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One <c>queue.Queue</c> that threads serve, from look to look.</summary>
/// <remarks>Source: Lib/queue.py: a deque, or a list for a LifoQueue and a PriorityQueue. A deque counts its changes: Modules/_collectionsmodule.c.</remarks>
internal sealed class WorkQueueSight
{
    private const int MostItems = 1 << 28;

    private readonly PrefetchedMemory memory;
    private readonly PyObjects objects;
    private readonly SteadyWalk steady;
    private ulong[] room = new ulong[64];
    private ulong[] items = [];
    private int listed;
    private Slots? slots;
    private (Address Type, bool IsDeque) container;
    private (int Count, int Listed, ulong? Taken) read;

    public WorkQueueSight(PrefetchedMemory memory, PyObjects objects, Address queue, CodeSight consumer)
    {
        this.memory = memory;
        this.objects = objects;
        Queue = PyObjects.Checked(queue);
        Consumer = consumer;
        Name = $"queue of {consumer.Function.Name}";
        steady = new SteadyWalk(memory, Walk);
    }

    public Address Queue { get; }

    /// <summary>The function that takes from it.</summary>
    public CodeSight Consumer { get; }

    public string Name { get; }

    /// <summary>How many items wait.</summary>
    public int Count { get; private set; }

    /// <summary>The oldest of them.</summary>
    public ReadOnlySpan<ulong> Items => items.AsSpan(0, listed);

    /// <summary>How many items were taken since the queue was made; null where it does not count.</summary>
    public ulong? Taken { get; private set; }

    /// <summary>The look in which threads last led here, and how many.</summary>
    public (long Look, int Threads) Seen { get; set; }

    /// <summary>Reads the queue.</summary>
    /// <returns>Whether anything had changed.</returns>
    public bool Refresh()
    {
        if (!steady.Refresh())
            return false;
        (Count, listed, Taken) = read;
        if (items.Length < listed)
            items = new ulong[listed * 2];
        room.AsSpan(0, listed).CopyTo(items);
        return true;
    }

    /// <summary>Forgets it.</summary>
    public void Drop() => steady.Drop();

    private void Walk()
    {
        slots = objects.Follow(memory, slots, Queue, "queue");
        var held = slots.Value(memory, 0);
        var isDeque = IsDeque(held);
        var count = objects.Size(held, MostItems);
        var first = Room(Math.Min(count, PoolLimits.MostListed));
        if (isDeque)
            objects.DequeItems(held, first);
        else if (count > 0)
            objects.Pointers(objects.ListItems(held), first);
        read = (count, first.Length, isDeque ? (objects.DequeChanges(held) - (ulong)count) / 2 : null);
    }

    private bool IsDeque(Address held)
    {
        var type = objects.TypeOf(held);
        if (type != container.Type)
        {
            memory.Record(null);
            try
            {
                container = objects.TypeName(type) switch
                {
                    "collections.deque" => (type, true),
                    "list" => (type, false),
                    var other => throw new UnreadableException($"the queue keeps its items in a {other}"),
                };
            }
            finally
            {
                memory.Stop(true);
            }
        }

        return container.IsDeque;
    }

    private Span<ulong> Room(int count)
    {
        if (room.Length < count)
            room = new ulong[count * 2];
        return room.AsSpan(0, count);
    }
}
