namespace Unjam.Diagnosis;

/// <summary>What a watch came to, in one word.</summary>
public enum Outcome
{
    Healthy,
    Findings,
    Inconclusive,
}
