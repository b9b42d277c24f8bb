namespace Unjam.Live;

/// <summary>What the kernel says of a process, read from <c>/proc</c>: the oracle for "the target did not notice".</summary>
public static class KernelView
{
    /// <summary>Whether the process exists and is no zombie.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            return Status(pid, "State")[0] is not ('Z' or 'X');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The value of a line of <c>/proc/PID/status</c>.</summary>
    public static string Status(int pid, string name) =>
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    /// <summary>The process that traces it; 0 when none does.</summary>
    public static int TracerPid(int pid) => int.Parse(Status(pid, "TracerPid"));

    /// <summary>State letters of all its threads.</summary>
    public static string ThreadStates(int pid)
    {
        var letters = new List<char>();
        foreach (var thread in Directory.GetDirectories($"/proc/{pid}/task"))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(thread, "stat"));
                letters.Add(stat[stat.LastIndexOf(')') + 2]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the thread ended between the listing and the reading: it has no state any more
                continue;
            }
        }

        return string.Concat(letters);
    }

    public static int Threads(int pid) => Directory.GetDirectories($"/proc/{pid}/task").Length;

    /// <summary>Its descriptors with what they are, one a line, in order.</summary>
    public static string Descriptors(int pid)
    {
        var found = new List<string>();
        foreach (var descriptor in Directory.GetFiles($"/proc/{pid}/fd").Order(StringComparer.Ordinal))
        {
            try
            {
                found.Add($"{Path.GetFileName(descriptor)} {new FileInfo(descriptor).LinkTarget}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // closed between the listing and the reading: it is none any more
                continue;
            }
        }

        return string.Join('\n', found);
    }

    /// <summary>Its mappings.</summary>
    public static string Maps(int pid) => File.ReadAllText($"/proc/{pid}/maps");
}
