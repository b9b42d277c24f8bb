using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One item's wait in a queue: between the looks around its arrival and those around its start, or exact where the runtime keeps these moments.</summary>
/// <param name="Id">Identity of the item while it lived.</param>
/// <param name="ArrivedAfter">The last look that did not see it; null when it was already waiting at the first look.</param>
/// <param name="ArrivedBy">The first look that saw it.</param>
/// <param name="LastSeen">The last look that saw it waiting.</param>
/// <param name="LeftBy">The first look that no longer did; null while it waits.</param>
public readonly record struct ItemWait(ulong Id, Moment? ArrivedAfter, Moment ArrivedBy, Moment LastSeen, Moment? LeftBy)
{
    /// <summary>The runtime keeps when it was submitted.</summary>
    public bool IsArrivalExact => ArrivedAfter == ArrivedBy;

    /// <summary>It waited before anyone looked.</summary>
    public bool IsLowerBound => ArrivedAfter is null;

    /// <summary>It has waited at least so long: it was seen.</summary>
    public TimeSpan Minimum => LastSeen - ArrivedBy;

    /// <summary>It has waited at most so long; null when nobody saw it arrive.</summary>
    public TimeSpan? Maximum => ArrivedAfter is { } after ? (LeftBy ?? LastSeen) - after : null;

    /// <summary>The middle between both, or the least when there is no most.</summary>
    public TimeSpan Estimate => Maximum is { } most ? (Minimum + most) / 2 : Minimum + (((LeftBy ?? LastSeen) - LastSeen) / 2);

    /// <summary>The truth lies within this of <see cref="Estimate"/>, unless it is a lower bound.</summary>
    public TimeSpan Uncertainty => Maximum is { } most ? (most - Minimum) / 2 : ((LeftBy ?? LastSeen) - LastSeen) / 2;

    /// <summary>The estimate with its honesty.</summary>
    public Held Held => new(Estimate, IsLowerBound, Uncertainty, LeftBy is not null);
}
