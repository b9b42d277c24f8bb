using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Reads trio's tasks, as far as they wait for a worker.</summary>
/// <remarks>Source: Task in trio/_core/_run.py 0.22 – 0.31: <c>coro</c> and <c>name</c>, a str, in slots.</remarks>
internal sealed class TrioTasks(PrefetchedMemory memory, PyObjects objects, CallerReads callers)
{
    private const int LargestTask = 1 << 12;

    private Address type;
    private int coroutine;
    private int name;

    /// <summary>Where a task keeps its coroutine, from its beginning on; −1 when the object is no task.</summary>
    public int CoroutineIn(Address task)
    {
        memory.Record(null);
        try
        {
            return IsTask(task) ? coroutine : -1;
        }
        catch (UnreadableException)
        {
            // it no longer waits: which task it was is all that is known
            return -1;
        }
        finally
        {
            memory.Stop(true);
        }
    }

    /// <summary>A task as a caller, and the function that it wants to have called in a worker thread; nulls where that was not read.</summary>
    public (Caller? Caller, Function? Wanted) Of(Address task) =>
        IsTask(task) ? callers.Of(objects.Memory.Pointer(task + coroutine), objects.String(objects.Memory.Pointer(task + name))) : (null, null);

    /// <summary>Whether it is of the class of which a task was, whose slots are where those were; else what it is is found out.</summary>
    private bool IsTask(Address obj)
    {
        var own = objects.TypeOf(obj);
        if (own == type)
            return true;
        if (objects.TypeName(own) != "Task")
            return false;
        var slots = objects.AttributeSlots(obj, ["coro", "name"]);
        if (slots[0] - obj is not (> 0 and < LargestTask and var first) || slots[1] - obj is not (> 0 and < LargestTask and var second))
            return false;
        (type, coroutine, name) = (own, (int)first, (int)second);
        return true;
    }
}
