using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One ThreadPoolExecutor, from look to look: known by its queue, which outlives the executor while its workers live.</summary>
/// <remarks>Source: ThreadPoolExecutor in Lib/concurrent/futures/thread.py.</remarks>
internal sealed class ExecutorSight(Layout layout, PrefetchedMemory memory, PyObjects objects, Address queue)
{
    public SimpleQueueSight Queue { get; } = new(layout, memory, objects, queue);

    /// <summary>The executor; a null address when it has been collected.</summary>
    public Address Executor { get; private set; }

    /// <summary><c>_max_workers</c>; null when the executor has gone.</summary>
    public int? Limit { get; private set; }

    /// <summary><c>_thread_name_prefix</c>.</summary>
    public string Name { get; private set; } = "ThreadPoolExecutor";

    /// <summary>Whose executor it is: known from the first item that says so, and kept.</summary>
    public PoolKind Kind { get; set; }

    /// <summary>The look in which a worker or a loop last led here.</summary>
    public long SeenIn { get; set; }

    /// <summary>Reads what hardly ever changes: the limit and the name.</summary>
    /// <param name="executor">The executor, or the weak reference that its workers keep.</param>
    public void ReadAttributes(Address executor)
    {
        memory.Record(null);
        try
        {
            if (objects.TypeName(objects.TypeOf(executor)).EndsWith("weakref", StringComparison.Ordinal)
                || objects.TypeName(objects.TypeOf(executor)).EndsWith("ReferenceType", StringComparison.Ordinal))
                executor = objects.Referent(executor);
            var slots = objects.AttributeSlots(executor, ["_max_workers", "_thread_name_prefix"]);
            if (slots[0].IsNull)
                return;
            Executor = executor;
            Limit = (int)objects.Int(memory.Pointer(slots[0]));
            Name = objects.String(memory.Pointer(slots[1]));
        }
        finally
        {
            memory.Stop(true);
        }
    }
}
