using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Cli.Attaching;

/// <summary>Explains that a process has none of the known runtimes, and which of its children have.</summary>
internal static class Neither
{
    private const int MostNamed = 5;

    /// <summary>Null where it has one, or is nothing that could have one.</summary>
    public static AttachException? Explain(int pid)
    {
        try
        {
            using var directory = ProcessDirectory.Open(pid);
            var isProgram = directory.TryStat(out var stat) && !stat.IsKernelThread && stat.State is not ('Z' or 'X');
            return isProgram && Targets.KindOf(pid) == RuntimeKind.None
                ? new(AttachFailure.Unsupported, $"Process {pid} ({CommandLine.NameOf(directory)}) is neither a Python nor a .NET process; {Instead(pid)}.")
                : null;
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return null; // what was said of it before is all that can be said
        }
    }

    private static string Instead(int pid)
    {
        var children = Targets.Below(pid, beyond: false);
        return children.Count switch
        {
            0 => "`unjam ps` lists those that can be read",
            1 => $"its child {children[0]} is: use `unjam diagnose {children[0]}`",
            <= MostNamed => $"its children {string.Join(", ", children.Take(children.Count - 1))} and {children[^1]} are",
            _ => $"its children {string.Join(", ", children.Take(MostNamed))} and {children.Count - MostNamed} more are",
        };
    }
}
