using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>A rule's answer: nothing is wrong, it cannot tell yet, or it found something.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The answer of a rule that judged all its subjects: what it found, else what it suspects, else that nothing is wrong.</summary>
    /// <param name="suspicion">What is suspected and cannot be told yet, as a clause; null when nothing is.</param>
    internal static Verdict Of(ImmutableArray<Finding> findings, bool isSettled, string? suspicion) =>
        !findings.IsEmpty ? new Found(findings, isSettled)
        : suspicion is not null ? new Undecided(suspicion)
        : Clear.Instance;

    /// <summary>What this rule looks for is not there.</summary>
    public sealed record Clear : Verdict
    {
        public static Clear Instance { get; } = new();
    }

    /// <summary>It cannot be told: not yet, or not at all.</summary>
    /// <param name="Because">What is missing, as a clause that a person can read.</param>
    /// <param name="IsBlind">
    /// What the rule needs has not been seen at all, so its silence means nothing: a watch that ends so is inconclusive.
    /// Else there is a suspicion that more looks would settle, and a watch that ends so has found nothing.
    /// </param>
    public sealed record Undecided(string Because, bool IsBlind = false) : Verdict;

    /// <summary>What this rule looks for is there, once for each subject.</summary>
    /// <param name="Findings">At least one.</param>
    /// <param name="IsSettled">Further looks would not make the answer better: the watch may stop.</param>
    public sealed record Found(ImmutableArray<Finding> Findings, bool IsSettled) : Verdict;
}
