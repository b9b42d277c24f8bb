namespace Unjam.Python.Interpreter;

/// <summary>A function that does nothing of its own but call another, which a partial of it carries.</summary>
/// <param name="Name">Its <c>co_name</c>.</param>
/// <param name="File">How its file's path ends; empty for a built-in.</param>
/// <param name="IsLast">The other one is its last positional argument, not the first.</param>
/// <param name="Keyword">The other one is this keyword argument; null when it is positional.</param>
internal sealed record Wrapper(string Name, string File, bool IsLast = false, string? Keyword = null)
{
    private static readonly Wrapper[] All =
    [
        // Context.run, as asyncio.to_thread and trio make it
        new("run", ""),
        new("thread_handler", "asgiref/sync.py", IsLast: true),
        new("_run_sync_endpoint", "fastapi/telemetry/_api.py", Keyword: "function"),
    ];

    /// <summary>The wrapper with this name in this file; null when there is none.</summary>
    public static Wrapper? Of(string name, string file) => Array.Find(
        All, each => each.Name == name && (each.File.Length == 0 ? file.Length == 0 : file.EndsWith(each.File, StringComparison.Ordinal)));
}
