using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Export;

/// <summary>A process as <c>unjam ps</c> lists it.</summary>
/// <param name="Command">Its command line: shown where the list was asked for.</param>
/// <param name="Runtime">The build in words; null when it could not be read.</param>
/// <param name="Loops">The loops of a single look; null when no look was possible.</param>
/// <param name="Pools">How many pools that look saw; null when no look was possible.</param>
/// <param name="WhyNot">Why it cannot be attached to; null when it can.</param>
public sealed record ListedProcess(int Pid, string Command, string? Runtime, ImmutableArray<LoopKind>? Loops, int? Pools, string? WhyNot);
