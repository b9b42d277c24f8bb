using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>One stall of a target: a finding from when it was first true until it was no longer.</summary>
/// <param name="Number">Counts the stalls of the target, from 1.</param>
/// <param name="Began">Wall-clock time at which it began, as far as known.</param>
/// <param name="Finding">What was said of it last.</param>
public sealed record Stall(long Number, DateTimeOffset Began, Finding Finding)
{
    /// <summary>How long it has held, or held.</summary>
    public TimeSpan Duration { get; init; }

    public bool IsOver { get; init; }
}
