using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>The worst of one second of a target.</summary>
/// <param name="At">The second's end, wall-clock time.</param>
public sealed record HistoryPoint(DateTimeOffset At, ImmutableArray<LoopPoint> Loops, ImmutableArray<PoolPoint> Pools);
