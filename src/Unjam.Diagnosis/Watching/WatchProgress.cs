namespace Unjam.Diagnosis;

/// <summary>Where a watch stands.</summary>
/// <param name="Elapsed">How long it has watched.</param>
/// <param name="Duration">How long it may watch.</param>
/// <param name="Looks">Looks taken.</param>
/// <param name="Failed">Looks that saw nothing.</param>
/// <param name="Worst">Title of the worst finding so far; null when there is none.</param>
public readonly record struct WatchProgress(TimeSpan Elapsed, TimeSpan Duration, int Looks, int Failed, string? Worst);
