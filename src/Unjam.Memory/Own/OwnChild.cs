using System.Runtime.InteropServices;

namespace Unjam.Memory;

/// <summary>A command that Unjam itself has started and has not waited for yet. No other process is ever sent a signal.</summary>
public static partial class OwnChild
{
    /// <summary>Hands a signal on that was meant for the command.</summary>
    /// <param name="pid">The child: it cannot be another process's id before it was waited for.</param>
    /// <param name="signal">Linux's number of the signal.</param>
    public static void Signal(int pid, int signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(pid, 1);
        _ = Kill(pid, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
