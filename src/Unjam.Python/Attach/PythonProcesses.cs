using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Attach;

/// <summary>Looks over all processes of the machine that are visible from here.</summary>
public static class PythonProcesses
{
    /// <summary>Every process that is a Python, with what it runs or why it cannot be attached to; by process id.</summary>
    public static IReadOnlyList<PythonListing> List()
    {
        var sieve = new PythonSieve();
        return [.. ProcessTable.Sorted().Where(pid => pid != Environment.ProcessId && ProcessTree.Is(pid, sieve.MayBePython)).Select(Describe).OfType<PythonListing>()];
    }

    /// <summary>What a process that may be a Python runs, or why it cannot be attached to; null when it has ended.</summary>
    public static PythonListing? Describe(int pid)
    {
        try
        {
            using var python = PythonProcess.Attach(pid);
            return new PythonListing(pid, python.Command, python.Runtime.InWords, WhyNot: null);
        }
        catch (AttachException refused)
        {
            return refused.Failure == AttachFailure.NoSuchProcess ? null : new PythonListing(pid, CommandLine.Of(pid), Runtime: null, refused.Message);
        }
    }

    /// <summary>The nearest descendants of a process that are Python processes, by process id.</summary>
    internal static IReadOnlyList<int> Below(int ancestor) => ProcessTree.Below(ancestor, new PythonSieve().MayBePython, beyond: false);
}
