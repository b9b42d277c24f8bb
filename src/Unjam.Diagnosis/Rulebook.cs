using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>The rules, with their default thresholds.</summary>
public static class Rulebook
{
    public static ImmutableArray<IRule> All() => [new LoopBlocked(), new TargetStopped(), new Inconclusive()];
}
