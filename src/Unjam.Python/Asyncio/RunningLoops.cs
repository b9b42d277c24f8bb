using Unjam.Memory;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>The loop that a thread says it runs, and the task that a loop runs now.</summary>
/// <remarks>Source: Modules/_asynciomodule.c of each version; see docs/asyncio.md.</remarks>
internal sealed class RunningLoops(Layout layout, PyObjects objects, Modules modules)
{
    private const string Key = "__asyncio_running_event_loop__";

    /// <summary>The running loop of a thread; a null address when there is none.</summary>
    public Address LoopOf(in ThreadAt thread)
    {
        var loop = layout.Thread.RunningLoop switch
        {
            RunningLoopShape.BehindThreadState => objects.Memory.Pointer(thread.State + layout.Thread.Size),
            RunningLoopShape.AsyncioDebug => layout.Asyncio is { } asyncio ? objects.Memory.Pointer(thread.State + asyncio.RunningLoop) : Address.Null,
            _ => FromDict(thread.State),
        };
        return loop.IsPlausibleObject ? loop : Address.Null;
    }

    /// <summary>The task that a loop runs; a null address when it runs none.</summary>
    public Address TaskOf(in ThreadAt thread, Address loop)
    {
        if (layout.Asyncio is { } asyncio)
            return objects.Memory.Pointer(thread.State + asyncio.RunningTask);
        var current = modules.Value(thread.Interpreter, "asyncio.tasks", "_current_tasks");
        if (current.IsNull)
            return current;
        foreach (var (key, task) in objects.DictItems(current, 1024))
            if (key == loop)
                return task;
        return Address.Null;
    }

    private Address FromDict(Address state)
    {
        var dict = objects.Memory.Pointer(state + layout.Thread.Dict);
        var value = dict.IsNull ? dict : objects.DictValue(dict, Key);
        // until 3.11 a PyRunningLoopHolder with the loop at 16 lies between
        return value.IsNull || layout.Thread.RunningLoop == RunningLoopShape.InDict ? value : objects.Memory.Pointer(value + layout.Callable.StepTask);
    }
}
