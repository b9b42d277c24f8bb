using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What a watch came to: immutable, made once.</summary>
/// <param name="Outcome">Healthy, findings, or inconclusive.</param>
/// <param name="Findings">Worst first; one root cause, one finding.</param>
/// <param name="Undecided">Why rules could not tell, a clause each.</param>
public sealed record Report(
    Target Target,
    Outcome Outcome,
    ImmutableArray<Finding> Findings,
    ImmutableArray<string> Undecided,
    ImmutableArray<LoopSummary> Loops,
    ImmutableArray<PoolSummary> Pools,
    Quality Quality)
{
    /// <summary>Why the watch ended.</summary>
    public Ending Ending { get; init; }
}
