namespace Unjam.Memory;

/// <summary>A process of the kind that a census looks for.</summary>
/// <param name="StartTime">When it began, in clock ticks since boot: with the process id, its identity.</param>
/// <param name="Parent">Process id of its parent.</param>
/// <param name="Name">Short for what it runs, such as the module of the application; without paths and arguments.</param>
/// <param name="Command">Its command line, for patterns and the local screen only: it may hold secrets.</param>
public sealed record CensusEntry(int Pid, ulong StartTime, int Parent, string Name, string Command);
