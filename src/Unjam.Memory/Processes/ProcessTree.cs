namespace Unjam.Memory;

/// <summary>Who has started whom, as far as it can be seen from here.</summary>
public static class ProcessTree
{
    /// <summary>The descendants of a process that are of a kind, by process id.</summary>
    /// <param name="isOne">Whether a process is of the kind.</param>
    /// <param name="beyond">Whether descendants of those are asked for as well; if not, the nearest only.</param>
    public static IReadOnlyList<int> Below(int ancestor, Func<ProcessDirectory, bool> isOne, bool beyond)
    {
        var children = Children();
        var found = new List<int>();
        var open = new Queue<int>([ancestor]);
        var seen = new HashSet<int> { ancestor };
        while (open.TryDequeue(out var next))
        {
            foreach (var child in children.GetValueOrDefault(next) ?? [])
            {
                if (!seen.Add(child))
                    continue;
                var isFound = Is(child, isOne);
                if (isFound)
                    found.Add(child);
                if (!isFound || beyond)
                    open.Enqueue(child);
            }
        }

        found.Sort();
        return found;
    }

    /// <summary>Whether a process is of a kind; one that has ended or is hidden is of none.</summary>
    public static bool Is(int pid, Func<ProcessDirectory, bool> isOne)
    {
        try
        {
            using var directory = ProcessDirectory.Open(pid);
            return isOne(directory);
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return false; // it ended meanwhile, or is hidden
        }
    }

    private static Dictionary<int, List<int>> Children()
    {
        var children = new Dictionary<int, List<int>>();
        var line = new byte[1024];
        foreach (var pid in ProcessTable.Sorted())
        {
            if (!ProcessStat.TryParse(ProcessTable.StatLine(pid, line), out var stat))
                continue;
            if (!children.TryGetValue(stat.Parent, out var siblings))
                children.Add(stat.Parent, siblings = []);
            siblings.Add(pid);
        }

        return children;
    }
}
