namespace Unjam.Diagnosis;

/// <summary>A duration with its honesty.</summary>
/// <param name="Duration">How long, as far as it was seen.</param>
/// <param name="IsLowerBound">It began before anyone looked, or was not over when the watch ended: it is at least this long.</param>
/// <param name="Uncertainty">It is sampled: the truth lies within this of it. Zero where the runtime keeps the moment.</param>
/// <param name="IsOver">It ended while it was watched.</param>
public readonly record struct Held(TimeSpan Duration, bool IsLowerBound, TimeSpan Uncertainty, bool IsOver);
