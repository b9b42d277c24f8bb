using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Finds the task that waits for a future, through what asyncio puts between: <c>gather</c>, <c>wait_for</c>, <c>wait</c>, <c>shield</c>, a TaskGroup.</summary>
/// <remarks>Source: Lib/asyncio/tasks.py and taskgroups.py. Their callbacks are known by name, and what they have closed over by its name.</remarks>
internal sealed class FutureWaiters(Layout layout, PyObjects objects, FutureReads futures, CallbackReads callbacks, Closures closures)
{
    private const int MostCallbacks = 8;
    private const int MostBetween = 4;

    /// <summary>The task; a null address when none waits, or something unknown is between.</summary>
    public Address TaskOf(Address future) => TaskOf(future, MostBetween);

    private Address TaskOf(Address future, int depth)
    {
        Span<ulong> waiting = stackalloc ulong[MostCallbacks];
        var count = futures.Callbacks(future, waiting);
        for (var i = 0; i < count; i++)
        {
            var callback = new Address(waiting[i]);
            var task = callbacks.TaskOf(callback);
            if (!task.IsNull)
                return task;
            var (next, isTask) = Onward(callback);
            if (next.IsNull)
                continue;
            task = isTask ? next : depth > 0 && futures.IsFuture(next) ? TaskOf(next, depth - 1) : Address.Null;
            if (!task.IsNull)
                return task;
        }

        return Address.Null;
    }

    /// <summary>The future, or the task, that a callback of asyncio's own passes the result on to.</summary>
    private (Address Next, bool IsTask) Onward(Address callback)
    {
        switch (objects.TypeName(objects.TypeOf(callback)))
        {
            case "function":
                var closed = closures.NameOf(callback) switch
                {
                    "_done_callback" or "_inner_done_callback" => "outer",
                    "_on_completion" => "waiter",
                    _ => null,
                };
                return (closed is null ? Address.Null : closures.Value(callback, closed), false);
            case "functools.partial":
                var function = objects.Memory.Pointer(callback + layout.Callable.PartialFunction);
                var arguments = objects.Memory.Pointer(callback + layout.Callable.PartialArguments);
                return closures.NameOf(function) == "_release_waiter" && objects.Size(arguments, 1 << 16) > 0
                    ? (objects.TupleItem(arguments, 0), false)
                    : default;
            case "method":
                return closures.NameOf(objects.Memory.Pointer(callback + layout.Callable.MethodFunction)) == "_on_task_done"
                    ? (objects.Attribute(objects.Memory.Pointer(callback + layout.Callable.MethodSelf), "_parent_task"), true)
                    : default;
            default:
                return default;
        }
    }
}
