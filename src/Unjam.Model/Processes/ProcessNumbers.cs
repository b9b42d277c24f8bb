namespace Unjam.Model;

/// <summary>What the kernel counts for a process, whatever runtime it has.</summary>
/// <param name="Cpu">CPU time used since it began, user and system (<c>/proc/PID/stat</c>).</param>
/// <param name="ResidentBytes">Memory it has resident (<c>/proc/PID/statm</c>).</param>
/// <param name="Threads">Its threads (<c>/proc/PID/stat</c>).</param>
/// <param name="IoWait">Time its main thread waited for block devices (<c>delayacct_blkio_ticks</c> of <c>/proc/PID/stat</c>); null where the kernel does not count it.</param>
/// <param name="VoluntarySwitches">Times its threads gave up the CPU by waiting, of all threads that are alive (<c>/proc/PID/task/*/status</c>).</param>
/// <param name="InvoluntarySwitches">Times its threads were taken off the CPU, of all threads that are alive.</param>
public readonly record struct ProcessNumbers(
    TimeSpan Cpu, long ResidentBytes, int Threads, TimeSpan? IoWait, long VoluntarySwitches, long InvoluntarySwitches);
