namespace Unjam.Memory;

/// <summary>What the control groups of a process say, up to the root of those that are visible from here.</summary>
/// <param name="ThrottledPeriods">In how many periods a CPU limit stopped one of them (<c>nr_throttled</c>), in sum; −1 when none of them has a CPU limit.</param>
/// <param name="ThrottledNanoseconds">For how long they were stopped by it, in sum; −1 when none of them has a CPU limit.</param>
/// <param name="IsFrozen">Whether the freezer holds the process.</param>
public readonly record struct CgroupActivity(long ThrottledPeriods, long ThrottledNanoseconds, bool IsFrozen);
