using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Reads the items of a <c>multiprocessing.pool.ThreadPool</c>.</summary>
/// <remarks>Source: Lib/multiprocessing/pool.py: a tuple (job, i, func, args, kwds); <c>map</c> puts <c>mapstar</c> with ((function, arguments),) into it.</remarks>
internal sealed class TaskTuples(PyObjects objects, CallableReads callables)
{
    private const int Fields = 5, Function = 2, Arguments = 3;

    private Address none;

    /// <summary>Whether a local holds no item: it is unbound, or None between two items.</summary>
    public bool IsNone(Address task)
    {
        if (task.IsNull || task == none)
            return true;
        if (none.IsNull && objects.TypeName(objects.TypeOf(task)) == "NoneType")
            none = task;
        return task == none;
    }

    /// <summary>An item with what it calls.</summary>
    public WorkItem Of(Address task)
    {
        if (objects.Size(task, Fields) != Fields || objects.TypeName(objects.TypeOf(task)) != "tuple")
            throw new UnreadableException($"no task at {task}");
        var function = callables.FunctionOf(objects.TupleItem(task, Function));
        if (function is { Name: "mapstar" or "starmapstar" } && function.File.EndsWith("multiprocessing/pool.py", StringComparison.Ordinal))
            function = callables.FunctionOf(objects.TupleItem(objects.TupleItem(objects.TupleItem(task, Arguments), 0), 0));
        return new WorkItem(task.Value, 0, function);
    }
}
