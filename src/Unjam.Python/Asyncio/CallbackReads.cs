using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Says what a Handle's callback is: a step of a task, or a function.</summary>
internal sealed class CallbackReads(Layouts.Layout layout, PyObjects objects, TaskReads tasks, CallableReads callables)
{
    /// <summary>Reads the callback of a handle.</summary>
    public RunningCallback Of(Address handle) => OfCallable(objects.Attribute(handle, "_callback"));

    /// <summary>Reads a task as the callback that runs.</summary>
    public RunningCallback OfTask(Address task)
    {
        var coroutine = tasks.Coroutine(task);
        return new RunningCallback(task, tasks.Name(task), coroutine.IsNull ? null : tasks.FunctionOf(coroutine));
    }

    /// <summary>The task that is woken when a future is done; a null address when that is none, or another comes first.</summary>
    /// <remarks>Source: FutureObj_HEAD in Modules/_asynciomodule.c: the first callback lies behind the loop.</remarks>
    public Address WaiterOf(Address future)
    {
        var callback = objects.TypeName(objects.TypeOf(future)) == "_asyncio.Future"
            ? objects.Memory.Pointer(future + layout.Task.FutureCallback)
            : Address.Null;
        return callback.IsNull ? callback : TaskOf(callback);
    }

    private RunningCallback OfCallable(Address callback)
    {
        var task = TaskOf(callback);
        return task.IsNull ? new RunningCallback(Address.Null, null, callables.FunctionOf(callback)) : OfTask(task);
    }

    /// <summary>The task that a callback steps: the C wrappers keep it at 16, a bound built-in (task_wakeup, 3.10+) or method in its self.</summary>
    public Address TaskOf(Address callback)
    {
        var at = layout.Callable;
        var type = objects.TypeName(objects.TypeOf(callback));
        var candidate = type switch
        {
            _ when type.EndsWith("TaskStepMethWrapper", StringComparison.Ordinal) => objects.Memory.Pointer(callback + at.StepTask),
            _ when type.EndsWith("TaskWakeupMethWrapper", StringComparison.Ordinal) => objects.Memory.Pointer(callback + at.StepTask),
            "builtin_function_or_method" => objects.Memory.Pointer(callback + at.BuiltinSelf),
            "method" => objects.Memory.Pointer(callback + at.MethodSelf),
            _ => Address.Null,
        };
        if (candidate.IsNull)
            return candidate;
        return tasks.IsNative(candidate) || tasks.IsPython(candidate) ? candidate : Address.Null;
    }
}
