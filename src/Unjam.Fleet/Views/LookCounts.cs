namespace Unjam.Fleet;

/// <summary>Looks since the watch of a target began, by how they went.</summary>
/// <param name="Ok">Looks without gaps.</param>
/// <param name="Degraded">Looks with gaps.</param>
/// <param name="Failed">Looks that saw nothing.</param>
public readonly record struct LookCounts(long Ok, long Degraded, long Failed);
