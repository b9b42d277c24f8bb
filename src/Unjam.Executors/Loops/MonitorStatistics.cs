namespace Unjam.Executors;

/// <summary>The numbers of a watched synchronization context since the watch began.</summary>
/// <param name="Beats">Beats that were answered.</param>
/// <param name="Blocked">Beats that were answered too late.</param>
/// <param name="BlockedTime">How long those were waited for, together.</param>
/// <param name="Waiting">How long the beat under way has waited; zero when none does.</param>
/// <param name="Lag">How long beats waited until they were answered.</param>
public sealed record MonitorStatistics(long Beats, long Blocked, TimeSpan BlockedTime, TimeSpan Waiting, Distribution Lag);
