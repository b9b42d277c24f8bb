namespace Unjam.Fleet;

/// <summary>A pool during one second.</summary>
/// <param name="Pool">Its identity: see <see cref="PoolView.Id"/>.</param>
/// <param name="Busy">Busy workers (tokens taken, for a limiter), at most.</param>
/// <param name="Limit">Most workers or tokens; null when unlimited or unread.</param>
/// <param name="Queued">Waiting items, at most.</param>
/// <param name="OldestWait">Longest wait of an item that waited.</param>
public readonly record struct PoolPoint(ulong Pool, int Busy, int? Limit, int Queued, TimeSpan OldestWait);
