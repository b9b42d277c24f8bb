namespace Unjam.Model;

/// <summary>What the kernel says of a thread. All zero when it was not asked in this look: see <see cref="IsKnown"/>.</summary>
/// <param name="State">The state letter of <c>/proc/PID/task/TID/stat</c>: R running or runnable, S sleeping, D in the disk, T stopped, t traced, Z dead.</param>
/// <param name="SystemCall">Number of the system call it is in; −1 when it runs or is blocked outside one; −2 when that was not readable.</param>
/// <param name="Argument0">First argument of that system call: mostly a file descriptor, or the address of a futex.</param>
/// <param name="OnCpu">Time on a CPU since the thread began (<c>schedstat</c>).</param>
/// <param name="RunDelay">Time it was runnable and waited for a CPU (<c>schedstat</c>); credited only when it is next picked.</param>
/// <param name="WaitsForGil">It waits on a futex inside the interpreter lock of its own runtime.</param>
public readonly record struct KernelState(
    char State, long SystemCall, ulong Argument0, TimeSpan OnCpu, TimeSpan RunDelay, bool WaitsForGil)
{
    /// <summary>Whether the kernel was asked and answered.</summary>
    public bool IsKnown => State != '\0';

    /// <summary>What the descriptor in <see cref="Argument0"/> is, as /proc names it (<c>socket:[123]</c>, a path), when it was looked up.</summary>
    public string? Descriptor { get; init; }

    /// <summary>The other end of the socket in <see cref="Argument0"/>, as <c>address:port</c>, when it was looked up.</summary>
    public string? Peer { get; init; }
}
