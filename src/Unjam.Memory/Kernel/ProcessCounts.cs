namespace Unjam.Memory;

/// <summary>What the kernel counts for a process.</summary>
/// <param name="Cpu">CPU time used since it began, user and system.</param>
/// <param name="ResidentBytes">Memory it has resident.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="IoWait">Time its main thread waited for block devices; null where the kernel does not count it.</param>
/// <param name="VoluntarySwitches">Times its threads gave up the CPU by waiting: of all that were alive at one of the reads.</param>
/// <param name="InvoluntarySwitches">Times its threads were taken off the CPU: of all that were alive at one of the reads.</param>
public readonly record struct ProcessCounts(
    TimeSpan Cpu, long ResidentBytes, int Threads, TimeSpan? IoWait, long VoluntarySwitches, long InvoluntarySwitches);
