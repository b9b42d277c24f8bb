using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One <c>multiprocessing.pool.ThreadPool</c>, from look to look: known by the queue from which its workers take.</summary>
internal sealed class ThreadPoolSight
{
    private readonly QueueWalk walk;
    private readonly SteadyWalk steady;
    private ulong[] items = [];
    private int listed;

    public ThreadPoolSight(Layout layout, PrefetchedMemory memory, PyObjects objects, Address queue)
    {
        walk = new QueueWalk(layout, objects);
        steady = new SteadyWalk(memory, () => walk.Read(Queue));
        Queue = PyObjects.Checked(queue);
        memory.Record(null);
        try
        {
            IsOfThreads = objects.TypeName(objects.TypeOf(queue)) == "_queue.SimpleQueue";
        }
        finally
        {
            memory.Stop(true);
        }
    }

    public Address Queue { get; }

    /// <summary>Its workers are threads of this process, not processes: those take from a pipe.</summary>
    public bool IsOfThreads { get; }

    /// <summary>How many threads it is to have; null until it was read.</summary>
    public int? Limit { get; set; }

    /// <summary>How many items waited when the queue was last read well.</summary>
    public int Count { get; private set; }

    /// <summary>The oldest of them.</summary>
    public ReadOnlySpan<ulong> Items => items.AsSpan(0, listed);

    /// <summary>The look in which a worker last led here.</summary>
    public long SeenIn { get; set; }

    /// <summary>Reads the queue.</summary>
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
