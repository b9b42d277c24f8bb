namespace Unjam.Model;

/// <summary>A pool that sizes itself has changed the number of threads that it wants.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="Threads">How many it wants from then on.</param>
public readonly record struct Adjustment(AdjustmentReason Reason, Moment At, int Threads);
