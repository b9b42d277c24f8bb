namespace Unjam.Python.Interpreter;

/// <summary>The allow-list: the only functions of which locals are read, and which locals. No value of a user's variable is ever read.</summary>
/// <param name="Landmark">What it is.</param>
/// <param name="Name">Its <c>co_name</c>.</param>
/// <param name="Files">How its file's path may end or what it may contain.</param>
/// <param name="Locals">The locals that are read.</param>
internal sealed record LandmarkShape(Landmark Landmark, string Name, string[] Files, string[] Locals)
{
    public const int Self = 0, Handle = 1, EndTime = 2, Timeout = 3, Index = 4, Count = 5;

    public const int Executor = 0, Queue = 1, Item = 2;

    public static IReadOnlyList<LandmarkShape> All { get; } =
    [
        new(Landmark.RunOnce, "_run_once", [], ["self", "handle", "end_time", "timeout", "i", "ntodo"]),
        new(Landmark.Worker, "_worker", [], ["executor_reference", "work_queue", "work_item"]),
        new(Landmark.Result, "result", ["concurrent/futures/_base.py"], ["self", "timeout"]),
        new(Landmark.Runner, "run", ["asyncio/runners.py", "uvloop/__init__.py"], []),
    ];

    /// <summary>Whether a code object is this function.</summary>
    public bool Fits(string name, string file, ReadOnlySpan<string> locals)
    {
        if (name != Name)
            return false;
        foreach (var local in Locals)
            if (!locals.Contains(local))
                return false;
        return Files.Length == 0 || Array.Exists(Files, end => file.EndsWith(end, StringComparison.Ordinal));
    }
}
