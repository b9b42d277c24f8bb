using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What is told of every loop, whether something was found or not.</summary>
internal static class LoopSummaries
{
    public static ImmutableArray<LoopSummary> Of(Timeline timeline) => [];
}
