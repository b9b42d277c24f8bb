namespace Unjam.Fleet;

/// <summary>A loop during one second.</summary>
/// <param name="Loop">Its identity: see <see cref="LoopView.Id"/>.</param>
/// <param name="Lag">The longest time it was seen not to have gone round.</param>
/// <param name="Blocked">Age of the block it was in at the second's end; zero when in none.</param>
/// <param name="Ready">Most ready callbacks; null when unread.</param>
public readonly record struct LoopPoint(ulong Loop, TimeSpan Lag, TimeSpan Blocked, int? Ready);
