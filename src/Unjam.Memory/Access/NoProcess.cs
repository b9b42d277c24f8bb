namespace Unjam.Memory;

/// <summary>Explains why a process id names no process.</summary>
public static class NoProcess
{
    /// <summary>One sentence: what is wrong with the number and what to do.</summary>
    public static string InWords(int pid)
    {
        // The number of a thread opens /proc/NUMBER, too, though no listing shows it.
        var process = ProcessOfThread(pid);
        return process is null || process == pid
            ? $"There is no process {pid}; `unjam ps` lists those that can be read."
            : $"{pid} is a thread of process {process}: give {process} instead.";
    }

    private static int? ProcessOfThread(int thread)
    {
        const string field = "Tgid:";
        try
        {
            foreach (var line in File.ReadLines($"/proc/{thread}/status"))
            {
                if (line.StartsWith(field, StringComparison.Ordinal) && int.TryParse(line.AsSpan(field.Length).Trim(), out var process))
                    return process;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it is no thread either
        }

        return null;
    }
}
