using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>Explains why a process without a runtime that is known cannot be read.</summary>
internal static class NotPython
{
    private const int MostNamed = 5;

    public static AttachException Explain(IMemory memory, ProcessDirectory directory, PythonImages images)
    {
        var pid = directory.Pid;
        if (images.AnyFileNamed("libpypy") || images.AnyFileNamed("pypy"))
            return new AttachException(AttachFailure.Unsupported,
                $"Process {pid} runs PyPy, which Unjam cannot read: it reads CPython {KnownVersions.InWords}.");
        foreach (var image in images.Likely)
        {
            if (image.Find("Py_GetVersion") is not null)
                return OtherPython(memory, pid, image);
            if (Needs(image, "libpython"u8) && !images.AnyFileNamed("libpython"))
                return new AttachException(AttachFailure.NotReady, $"Process {pid} is still loading its Python: try again in a moment.");
        }

        if (images.AnyNarrowPython())
            return new AttachException(AttachFailure.Unsupported, $"Process {pid} runs a 32-bit Python: Unjam reads 64-bit ones only.");
        return new AttachException(AttachFailure.Unsupported,
            $"Process {pid} ({CommandLine.NameOf(directory)}) is not a Python process; {Instead(pid)}.");
    }

    private static AttachException OtherPython(IMemory memory, int pid, PythonImage image)
    {
        var version = VersionText.FromVariables(memory, image.Elf) ?? VersionText.FromFileName(image.Map.FileName);
        var reason = version is { } known ? KnownVersions.WhyNot(known) : null;
        return new AttachException(AttachFailure.Unsupported, reason is null
            ? $"Process {pid} runs a Python whose runtime could not be found in {TargetText.Printable(image.Map.Path)}: Unjam reads CPython {KnownVersions.InWords}."
            : $"Process {pid} runs Python {version}, {reason}.");
    }

    private static bool Needs(PythonImage image, ReadOnlySpan<byte> library)
    {
        try
        {
            return image.Elf.Needs(library);
        }
        catch (UnreadableException)
        {
            return false; // not linked dynamically
        }
    }

    private static string Instead(int pid)
    {
        var children = PythonProcesses.Below(pid);
        return children.Count switch
        {
            0 => "`unjam ps` lists those that can be read",
            1 => $"its child {children[0]} is: use `unjam diagnose {children[0]}`",
            <= MostNamed => $"its children {string.Join(", ", children.Take(children.Count - 1))} and {children[^1]} are",
            _ => $"its children {string.Join(", ", children.Take(MostNamed))} and {children.Count - MostNamed} more are",
        };
    }
}
