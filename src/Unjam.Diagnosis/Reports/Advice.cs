namespace Unjam.Diagnosis;

/// <summary>One thing to do.</summary>
/// <param name="Summary">The thing, as one sentence.</param>
/// <param name="Before">Code as it is, when a change can be shown.</param>
/// <param name="After">Code as it should be.</param>
public sealed record Advice(string Summary, string? Before = null, string? After = null);
