namespace Unjam.Python.Attach;

/// <summary>Ways to find a runtime in a process, in the order in which they are tried.</summary>
[Flags]
public enum RuntimeRoutes
{
    None = 0,

    /// <summary>The dynamic symbol <c>_PyRuntime</c>, looked up in the image in memory: needs no file.</summary>
    Symbol = 1,

    /// <summary>The section <c>.PyRuntime</c> (3.10+) or the full table of symbols, from the file that was mapped.</summary>
    File = 2,

    /// <summary>The cookie at the start of <c>_Py_DebugOffsets</c> (3.13+), searched in the image's variables.</summary>
    Cookie = 4,

    /// <summary>Pointers from the image's variables to an interpreter, to its thread and back (≤ 3.12).</summary>
    Pointers = 8,

    All = Symbol | File | Cookie | Pointers,
}
