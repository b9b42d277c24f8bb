namespace Unjam.Fleet;

/// <summary>Stalls of one cause since the watch began.</summary>
/// <param name="Cause">sleep, socket, dns, file, subprocess, lock, pipe, cpu, join, unknown.</param>
/// <param name="Culprit">The user's function, when culprits are counted apart; null when they are not, and for those beyond the limit.</param>
/// <param name="Count">Stalls that have begun.</param>
/// <param name="Total">Time they took, that of a stall that goes on included.</param>
public sealed record StallCount(string Cause, string? Culprit, long Count, TimeSpan Total);
