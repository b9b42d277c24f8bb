using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>How good the evidence is.</summary>
/// <param name="Looks">Looks taken.</param>
/// <param name="Ok">Looks without gaps.</param>
/// <param name="Degraded">Looks with gaps.</param>
/// <param name="Failed">Looks that saw nothing.</param>
/// <param name="Paused">How long the target stood still because of us: always zero for Python; of .NET, while its runtime sampled stacks.</param>
/// <param name="OwnCpu">CPU time Unjam itself used while it watched.</param>
/// <param name="Watched">How long it watched.</param>
/// <param name="Gaps">The most frequent gaps, a sentence each.</param>
public sealed record Quality(
    int Looks, int Ok, int Degraded, int Failed, TimeSpan Paused, TimeSpan OwnCpu, TimeSpan Watched, ImmutableArray<string> Gaps)
{
    /// <summary>Mean time between two looks, as achieved.</summary>
    public TimeSpan Interval { get; init; }
}
