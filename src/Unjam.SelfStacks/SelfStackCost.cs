namespace Unjam.SelfStacks;

/// <summary>What a look at the own stacks cost.</summary>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Threads">Threads that were seen, without the one that looked.</param>
/// <param name="Rounds">How often the runtime stopped its managed threads.</param>
/// <param name="Bytes">What the runtime wrote: mostly names of methods.</param>
/// <param name="Lost">Events that the runtime could not write.</param>
public readonly record struct SelfStackCost(TimeSpan Elapsed, int Threads, int Rounds, long Bytes, long Lost);
