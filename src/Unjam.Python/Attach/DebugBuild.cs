namespace Unjam.Python.Attach;

/// <summary>Tells debug builds (Py_DEBUG), whose structures have more fields; from 3.13 on the target's own table covers that.</summary>
internal static class DebugBuild
{
    // Functions and variables that exist only where references are counted in total: Include/object.h under Py_REF_DEBUG.
    private static readonly string[] Marks = ["_Py_NegativeRefcount", "_Py_RefTotal"];

    public static bool IsOne(PythonImages images, PythonRuntime runtime)
    {
        foreach (var image in images.Likely.Concat(images.Others()))
        {
            if (image.Map.Path == runtime.ImagePath)
                return Marks.Any(mark => image.Find(mark) is not null);
        }

        return false;
    }
}
