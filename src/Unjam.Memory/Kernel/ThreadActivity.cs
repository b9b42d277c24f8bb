namespace Unjam.Memory;

/// <summary>What the kernel says of a thread at one moment.</summary>
/// <param name="State">The state letter of <c>stat</c>: R running or runnable, S sleeping, D in the disk, T stopped, t traced, Z dead.</param>
/// <param name="SystemCall">Number of the system call it is in; see <see cref="OutsideSystemCall"/> and <see cref="UnknownSystemCall"/>.</param>
/// <param name="Argument0">First argument of that system call.</param>
/// <param name="OnCpuNanoseconds">Time on a CPU since it began (<c>schedstat</c>); −1 when the kernel does not say.</param>
/// <param name="RunDelayNanoseconds">Time it was runnable and waited for a CPU (<c>schedstat</c>), credited when it is picked; −1 when the kernel does not say.</param>
/// <param name="Timeslices">How often it was picked (<c>schedstat</c>); −1 when the kernel does not say.</param>
public readonly record struct ThreadActivity(
    char State, long SystemCall, ulong Argument0, long OnCpuNanoseconds, long RunDelayNanoseconds, long Timeslices)
{
    /// <summary>It runs, or is blocked by something else than a system call, such as a page fault.</summary>
    public const long OutsideSystemCall = -1;

    /// <summary>We may not know: reading it asks for the right to trace, at every look.</summary>
    public const long UnknownSystemCall = -2;
}
