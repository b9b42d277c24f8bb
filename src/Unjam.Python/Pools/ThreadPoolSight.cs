using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One <c>multiprocessing.pool.ThreadPool</c>, from look to look: known by the queue from which its workers take.</summary>
internal sealed class ThreadPoolSight
{
    public ThreadPoolSight(Layout layout, PrefetchedMemory memory, PyObjects objects, Address queue)
    {
        Queue = new SimpleQueueSight(layout, memory, objects, PyObjects.Checked(queue));
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

    public SimpleQueueSight Queue { get; }

    /// <summary>Its workers are threads of this process, not processes: those take from a pipe.</summary>
    public bool IsOfThreads { get; }

    /// <summary>How many threads it is to have; null until it was read.</summary>
    public int? Limit { get; set; }

    /// <summary>The look in which a worker last led here.</summary>
    public long SeenIn { get; set; }
}
