namespace Unjam.Memory;

/// <summary>
/// Knows which processes are of a kind, cheaply enough to be asked every second: what a process is was found out when it was first seen, and is found
/// out again when its name changes (as by exec) and more and more rarely otherwise. Until then it costs one file of <c>/proc</c>.
/// </summary>
/// <param name="nameOf">A short name for what a process runs; null when it is none of the kind.</param>
public sealed class Census(Func<ProcessDirectory, string?> nameOf)
{
    // Threads of the kernel become nothing else; only their number could be given again.
    private const int RarelyEvery = 64;

    private readonly List<int> pids = [];
    private readonly byte[] line = new byte[1024];
    private Dictionary<int, Known> known = [];
    private Dictionary<int, Known> before = [];

    /// <summary>All of them that are visible now but our own process, by process id.</summary>
    public IReadOnlyList<CensusEntry> Take()
    {
        (known, before) = (before, known);
        known.Clear();
        ProcessTable.List(pids);
        var found = new List<CensusEntry>();
        foreach (var pid in pids)
        {
            if (pid == Environment.ProcessId)
                continue;
            before.TryGetValue(pid, out var last);
            if (Ask(pid, last) is not { } now)
                continue;
            known.Add(pid, now);
            if (now.Entry is { } entry)
                found.Add(entry);
        }

        found.Sort((one, other) => one.Pid.CompareTo(other.Pid));
        return found;
    }

    private Known? Ask(int pid, Known? last)
    {
        if (last is { IsKernelThread: true } && ++last.Times % RarelyEvery != 0)
            return last;
        var text = ProcessTable.StatLine(pid, line);
        if (!ProcessStat.TryParse(text, out var stat) || stat.State is 'Z' or 'X')
            return null;
        var name = ProcessStat.Name(text);
        if (last is not null && last.StartTime == stat.StartTime && last.Name == name && !IsDue(++last.Times))
        {
            if (last.Entry is { } entry && entry.Parent != stat.Parent)
                last.Entry = entry with { Parent = stat.Parent }; // its parent has died
            return last;
        }

        var times = last?.StartTime == stat.StartTime && last.Name == name ? last.Times : 1;
        return new Known(stat.StartTime, name, stat.IsKernelThread) { Times = times, Entry = Describe(pid, stat) };
    }

    // 2, 4, 8 … 64, 128, 192: libraries are loaded and titles are set soon after the start, or never
    private static bool IsDue(int times) => times % RarelyEvery == 0 || (times < RarelyEvery && (times & (times - 1)) == 0);

    private CensusEntry? Describe(int pid, ProcessStat stat)
    {
        if (stat.IsKernelThread)
            return null;
        try
        {
            using var directory = ProcessDirectory.Open(pid);
            return nameOf(directory) is { } name ? new CensusEntry(pid, stat.StartTime, stat.Parent, name, CommandLine.Of(directory)) : null;
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile, or is hidden
        }
    }

    private sealed class Known(ulong startTime, string name, bool isKernelThread)
    {
        public ulong StartTime { get; } = startTime;

        public string Name { get; } = name;

        public bool IsKernelThread { get; } = isKernelThread;

        /// <summary>How often it was seen.</summary>
        public int Times { get; set; }

        /// <summary>What it is when it is of the kind; null when it is not.</summary>
        public CensusEntry? Entry { get; set; }
    }
}
