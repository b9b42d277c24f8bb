namespace Unjam.Python.Attach;

/// <summary>Tells debug builds (Py_DEBUG), whose structures have more fields; from 3.13 on the target's own table covers that.</summary>
internal static class DebugBuild
{
    // Functions and variables that exist only where references are counted in total: Include/object.h under Py_REF_DEBUG.
    private static readonly string[] Marks = ["_Py_NegativeRefcount", "_Py_RefTotal"];

    /// <summary>Whether the image that holds the runtime has one of the marks. A static build that exports nothing cannot be told.</summary>
    public static bool IsOne(PythonImages images, PythonRuntime runtime)
        => images.Likely.Concat(images.Others()).Any(image => image.Map.Path == runtime.ImagePath && Marks.Any(mark => image.Find(mark) is not null));
}
