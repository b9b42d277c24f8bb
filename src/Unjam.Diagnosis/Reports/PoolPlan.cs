using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>The next size of a pool to try, what it would bring, and how far to trust that. A step to take and to measure again.</summary>
/// <param name="Load">What it is made of.</param>
/// <param name="Present">What the theory says of the present size: compare it with the measured wait.</param>
public sealed record PoolPlan(PoolLoad Load, PoolPrediction Present)
{
    /// <summary>What the next size would bring; null when no other size is advised.</summary>
    public PoolPrediction? Advised { get; init; }

    /// <summary>Why no more workers are advised, as a clause; null when more are.</summary>
    public string? NotMore { get; init; }

    /// <summary>Whether enough was measured, under conditions for which the theory is valid.</summary>
    public bool IsConfident { get; init; }

    /// <summary>Why the confidence is what it is, a clause each.</summary>
    public ImmutableArray<string> Because { get; init; } = [];

    /// <summary>What would show that it is wrong, as a sentence; null when nothing is advised.</summary>
    public string? WrongIf { get; init; }
}
