using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;

namespace Unjam.Python.Asyncio;

/// <summary>Who waits for a work item: a task, its coroutine, and what it wants a worker to call.</summary>
internal sealed class CallerReads(TaskReads tasks, AwaitWalk awaits, CallableReads callables)
{
    private static readonly string[] Libraries = ["/site-packages/", "/dist-packages/", "/lib/python3", "/lib64/python3", "<frozen "];

    /// <summary>The task as a caller, and the function that it wants to have called in a worker thread; nulls where that was not read.</summary>
    public (Caller? Caller, Function? Wanted) Of(Address task)
    {
        if (!tasks.IsNative(task) && !tasks.IsPython(task))
            return (null, null);
        var coroutine = tasks.Coroutine(task);
        return coroutine.IsNull ? (null, null) : Of(coroutine, tasks.Name(task));
    }

    /// <summary>The same for the coroutine of a task that has a name.</summary>
    public (Caller Caller, Function? Wanted) Of(Address coroutine, string name)
    {
        var frames = awaits.Of(coroutine).Chain.Frames;
        var outermost = frames.IsEmpty ? tasks.FunctionOf(coroutine) : frames[^1].Function;
        for (var i = frames.Length - 1; i >= 0; i--)
        {
            if (IsUsers(frames[i].Function))
            {
                outermost = frames[i].Function;
                break;
            }
        }

        var wanted = awaits.Wanted.IsNull ? null : callables.FunctionOf(awaits.Wanted);
        return (new Caller(name, outermost, IsCancelled: false), wanted);
    }

    /// <summary>Whether a function is of the user's own code, by where its file is.</summary>
    public static bool IsUsers(Function function) =>
        !Array.Exists(Libraries, library => function.File.Contains(library, StringComparison.Ordinal));
}
