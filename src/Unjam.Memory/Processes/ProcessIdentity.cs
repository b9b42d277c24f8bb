namespace Unjam.Memory;

/// <summary>Which process it is, for good: a pid alone names another process after it is used again, and another program after exec.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTime">When it began, in clock ticks since boot: <c>/proc/PID/stat</c>, field 22.</param>
/// <param name="Executable">The program it runs; null when we may not know.</param>
public readonly record struct ProcessIdentity(int Pid, ulong StartTime, FileIdentity? Executable)
{
    /// <exception cref="MemoryGoneException">The process has ended.</exception>
    public static ProcessIdentity Of(ProcessDirectory directory)
    {
        if (!directory.TryStat(out var stat) || stat.State is 'Z' or 'X')
            throw new MemoryGoneException($"process {directory.Pid} has ended");
        return new ProcessIdentity(directory.Pid, stat.StartTime, directory.Identify("exe"));
    }
}
