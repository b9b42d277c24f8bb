using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Interpreter;

/// <summary>A function on a thread's stack that takes items from a <c>queue.Queue</c>.</summary>
/// <param name="Frame">Its frame: the same for as long as it runs.</param>
/// <param name="Code">Its code.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Depth">How many frames are inner to it.</param>
internal readonly record struct Consumer(Address Frame, CodeSight Code, Address Queue, int Depth)
{
    /// <summary>Functions of the program between the consumer and the thread's beginning: a <c>run</c> that calls the loop.</summary>
    private const int MostBetween = 1;

    private const string Threading = "threading.py";

    /// <summary>Whether it is what its thread was begun for: one that takes on behalf of others, such as a connection from a pool, has callers.</summary>
    public bool IsAtRoot(ReadOnlySpan<Frame> stack)
    {
        var between = 0;
        for (var i = Depth + 1; i < stack.Length && between <= MostBetween; i++)
            between += IsThreading(stack[i].Function) ? 0 : 1;
        return between <= MostBetween && !IsOfLibrary(Code.Function.File);
    }

    private static bool IsThreading(Function function) => function.File.EndsWith(Threading, StringComparison.Ordinal);

    private static bool IsOfLibrary(string file) =>
        file.StartsWith("<frozen ", StringComparison.Ordinal)
        || (file.Contains("/lib/python3", StringComparison.Ordinal) && !file.Contains("-packages/", StringComparison.Ordinal));
}
