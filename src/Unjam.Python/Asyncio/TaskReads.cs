using System.Collections.Immutable;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Reads tasks, both of the C implementation and of the Python one.</summary>
internal sealed class TaskReads(Layout layout, PyObjects objects, CodeSights codes)
{
    /// <summary>The state of a future that was cancelled. Source: fut_state in Modules/_asynciomodule.c.</summary>
    public const int Cancelled = 1;

    private const int LongestBaseChain = 16;
    private const int MostWaiters = 1000;

    private readonly Dictionary<ulong, bool> isNative = [];

    /// <summary>Whether an object is a task of the C implementation, or of a class derived from it.</summary>
    public bool IsNative(Address obj)
    {
        var type = objects.TypeOf(obj);
        if (isNative.TryGetValue(type.Value, out var known))
            return known;
        var derives = false;
        var walked = type;
        for (var i = 0; i < LongestBaseChain && !walked.IsNull && !derives; i++)
        {
            derives = objects.TypeName(walked) == "_asyncio.Task";
            walked = objects.Memory.Pointer(walked + layout.Object.TypeBase);
        }

        if (isNative.Count > 256)
            isNative.Clear();
        return isNative[type.Value] = derives;
    }

    /// <summary>Whether an object is a task of the Python implementation, which keeps its fields as attributes.</summary>
    public bool IsPython(Address obj) => !IsNative(obj) && !objects.Attribute(obj, "_coro").IsNull && !objects.Attribute(obj, "_fut_waiter").IsNull;

    /// <summary>The name of a task. Since 3.12 a default name is an int until someone asks for it.</summary>
    public string Name(Address task)
    {
        var name = Field(task, layout.Task.Name, "_name");
        return objects.TypeName(objects.TypeOf(name)) == "int" ? $"Task-{objects.Int(name)}" : objects.String(name);
    }

    /// <summary>The loop that a task belongs to.</summary>
    public Address Loop(Address task) => Field(task, layout.Task.Loop, "_loop");

    /// <summary>The coroutine that a task runs; a null address when it has dropped it.</summary>
    public Address Coroutine(Address task) => Field(task, layout.Task.Coroutine, "_coro");

    /// <summary>The future that a task waits for; a null address when it runs or is about to.</summary>
    public Address Waiter(Address task) => Field(task, layout.Task.Waiter, "_fut_waiter");

    /// <summary>The tasks that await a task; default where the runtime keeps no such thing.</summary>
    /// <remarks>Source: <c>task_awaited_by</c> (3.14+), an object or a set of them, as the target's own .AsyncioDebug says.</remarks>
    public ImmutableArray<ulong> AwaitedBy(Address task)
    {
        if (layout.Asyncio is not { } asyncio || !IsNative(task))
            return default;
        try
        {
            var waiter = objects.Memory.Pointer(task + asyncio.TaskAwaitedBy);
            if (waiter.IsNull)
                return [];
            return objects.Memory.UInt8(task + asyncio.TaskAwaitedByIsSet) == 0
                ? [waiter.Value]
                : [.. objects.SetItems(waiter, MostWaiters).Select(static each => each.Value)];
        }
        catch (UnreadableException)
        {
            // a damaged link is not worth the task
            return default;
        }
    }

    /// <summary>Whether a task has not finished. Source: fut_state 0 is PENDING.</summary>
    public bool IsPending(Address task) => IsNative(task)
        ? objects.Memory.Int32(task + layout.Task.FutureState) == 0
        : objects.String(objects.Attribute(task, "_state")) == "PENDING";

    /// <summary>The function of a coroutine, generator or asynchronous generator.</summary>
    public Function? FunctionOf(Address coroutine)
    {
        var code = CodeOf(coroutine);
        return code.IsNull ? null : codes.At(code).Function;
    }

    /// <summary>The code object of a coroutine; a null address when it has finished.</summary>
    public Address CodeOf(Address coroutine)
    {
        PyObjects.Checked(coroutine);
        if (layout.Task.GeneratorCode >= 0)
            return objects.Memory.Pointer(coroutine + layout.Task.GeneratorCode);
        var frame = coroutine + layout.Task.GeneratorFrame;
        return new Address(objects.Memory.UInt64(frame + layout.Frame.Code) & layout.Frame.ReferenceMask);
    }

    private Address Field(Address task, int offset, string attribute) => IsNative(PyObjects.Checked(task))
        ? objects.Memory.Pointer(task + offset)
        : objects.Attribute(task, attribute);
}
