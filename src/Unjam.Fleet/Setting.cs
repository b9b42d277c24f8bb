using System.Collections.Immutable;
using Unjam.Diagnosis;

namespace Unjam.Fleet;

/// <summary>What all watches of a fleet share.</summary>
internal sealed record Setting(
    FleetOptions Options, IAttacher Attacher, Func<ImmutableArray<IRule>> Rules, Governor Governor, Instruments Instruments, TimeProvider Time);
