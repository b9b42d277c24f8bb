using Unjam.Model;

namespace Unjam.Python.Attach;

/// <summary>Explains why a process id names no process.</summary>
internal static class NoProcess
{
    public static AttachException Explain(int pid)
    {
        // The number of a thread opens /proc/NUMBER, too, though no listing shows it.
        var process = ProcessOfThread(pid);
        return new AttachException(AttachFailure.NoSuchProcess, process is null || process == pid
            ? $"There is no process {pid}; `unjam ps` lists those that can be read."
            : $"{pid} is a thread of process {process}: give {process} instead.");
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
