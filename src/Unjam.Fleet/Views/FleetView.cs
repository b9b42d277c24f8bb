using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>All that is watched, at one moment. Immutable.</summary>
/// <param name="At">Wall-clock time of the view.</param>
/// <param name="Targets">By name, then process id; those that have gone last.</param>
/// <param name="Own">What watching costs.</param>
/// <param name="Left">What was not watched or not kept, and why: a sentence each, such as targets beyond the limit.</param>
public sealed record FleetView(DateTimeOffset At, ImmutableArray<TargetView> Targets, OwnNumbers Own, ImmutableArray<string> Left);
