namespace Unjam.DotNet.Watching;

/// <summary>What the calm session tells of the shared pool.</summary>
/// <param name="Processors">Processors the process may use; 0 before it is known.</param>
/// <param name="Queued">Items that wait; null before the first counter.</param>
/// <param name="Threads">Threads of the pool; null before the first counter.</param>
/// <param name="Completed">Items that ended since the session began.</param>
internal readonly record struct CalmState(int Processors, int? Queued, int? Threads, long Completed);
