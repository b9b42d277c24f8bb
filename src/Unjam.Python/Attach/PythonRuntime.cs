using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>The CPython runtime of a process: what does not change until it execs.</summary>
/// <param name="Pid">The process.</param>
/// <param name="At">Where its <c>_PyRuntime</c> is.</param>
/// <param name="Version">Its version as far as it is known.</param>
/// <param name="IsFreeThreaded">Whether it was built without the GIL.</param>
/// <param name="DescribesItself">Whether <c>_PyRuntime</c> begins with <c>_Py_DebugOffsets</c>, known by its cookie.</param>
/// <param name="AsyncioDebug">Where the table <c>.AsyncioDebug</c> is (3.14+); null while asyncio's accelerator is not loaded.</param>
/// <param name="ImagePath">The file that holds the runtime, in the target's own root.</param>
/// <param name="IsShared">Whether that is a library, not the executable.</param>
/// <param name="FoundBy">The way by which it was found.</param>
public sealed record PythonRuntime(
    int Pid,
    Address At,
    PythonVersion Version,
    bool IsFreeThreaded,
    bool DescribesItself,
    Address? AsyncioDebug,
    string ImagePath,
    bool IsShared,
    RuntimeRoutes FoundBy)
{
    /// <summary>The build in words, such as <c>CPython 3.11.7, libpython</c>.</summary>
    public string InWords => $"CPython {Version}{(IsFreeThreaded ? ", free-threaded" : "")}{(IsShared ? ", libpython" : "")}";
}
