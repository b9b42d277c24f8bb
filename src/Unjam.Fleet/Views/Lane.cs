using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>What one thread of a loop or pool did lately.</summary>
/// <param name="Name">The thread's name, or a number.</param>
/// <param name="Of">Identity of the loop or pool that it serves.</param>
/// <param name="Spans">Oldest first; gaps between them are idle time.</param>
public sealed record Lane(string Name, ulong Of, bool IsLoop, ImmutableArray<LaneSpan> Spans);
