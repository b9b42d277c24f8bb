using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Attach;

/// <summary>Looks over all processes of the machine that are visible from here.</summary>
public static class PythonProcesses
{
    /// <summary>Every process that is a Python, with what it runs or why it cannot be attached to; by process id.</summary>
    public static IReadOnlyList<PythonListing> List()
    {
        var listings = new List<PythonListing>();
        var sieve = new PythonSieve();
        foreach (var pid in AllPids())
        {
            if (pid != Environment.ProcessId && Describe(pid, sieve) is { } listing)
                listings.Add(listing);
        }

        return listings;
    }

    /// <summary>All descendants of a process that are Python processes, by process id.</summary>
    public static IReadOnlyList<int> Descendants(int ancestor) => Find(ancestor, beyondPython: true);

    /// <summary>The nearest descendants of a process that are Python processes, by process id.</summary>
    internal static IReadOnlyList<int> Below(int ancestor) => Find(ancestor, beyondPython: false);

    private static List<int> Find(int ancestor, bool beyondPython)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var pid in AllPids())
        {
            if (Parent(pid) is not { } parent)
                continue;
            if (!children.TryGetValue(parent, out var siblings))
                children.Add(parent, siblings = []);
            siblings.Add(pid);
        }

        var found = new List<int>();
        var open = new Queue<int>([ancestor]);
        var seen = new HashSet<int> { ancestor };
        var sieve = new PythonSieve();
        while (open.TryDequeue(out var next))
        {
            foreach (var child in children.GetValueOrDefault(next) ?? [])
            {
                if (!seen.Add(child))
                    continue;
                var isPython = IsPython(child, sieve);
                if (isPython)
                    found.Add(child);
                if (!isPython || beyondPython)
                    open.Enqueue(child);
            }
        }

        found.Sort();
        return found;
    }

    private static List<int> AllPids()
    {
        var pids = new List<int>();
        ProcessTable.List(pids);
        pids.Sort();
        return pids;
    }

    private static int? Parent(int pid)
    {
        using var directory = TryOpen(pid);
        return directory is not null && directory.TryStat(out var stat) ? stat.Parent : null;
    }

    private static bool IsPython(int pid, PythonSieve sieve)
    {
        using var directory = TryOpen(pid);
        return directory is not null && sieve.MayBePython(directory);
    }

    private static PythonListing? Describe(int pid, PythonSieve sieve)
    {
        using var directory = TryOpen(pid);
        if (directory is null || !sieve.MayBePython(directory))
            return null;
        var command = CommandLine.Of(directory);
        try
        {
            using var python = PythonProcess.Attach(pid);
            return new PythonListing(pid, command, python.Runtime.InWords, WhyNot: null);
        }
        catch (AttachException refused)
        {
            return refused.Failure == AttachFailure.NoSuchProcess ? null : new PythonListing(pid, command, Runtime: null, refused.Message);
        }
    }

    private static ProcessDirectory? TryOpen(int pid)
    {
        try
        {
            return ProcessDirectory.Open(pid);
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return null; // it ended while the list was made, or is hidden
        }
    }
}
