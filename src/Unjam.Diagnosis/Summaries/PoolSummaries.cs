using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What is told of every pool, whether something was found or not.</summary>
internal static class PoolSummaries
{
    public static ImmutableArray<PoolSummary> Of(Timeline timeline) => [];
}
