using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A loop over the whole watch.</summary>
/// <param name="Name">The name of its thread, or a number.</param>
/// <param name="Kind">Its implementation.</param>
/// <param name="ThreadId">Kernel thread id.</param>
/// <param name="BusyRatio">Share of the looks in which it ran callbacks.</param>
/// <param name="Blocked">Age of the turn it is in at the end of the watch, when it is longer than the threshold; else null.</param>
/// <param name="LongestBlock">The longest turn that was seen; null when none was.</param>
/// <param name="Overdue">How late its earliest timer was at worst.</param>
/// <param name="Ready">Callbacks ready at the last look.</param>
/// <param name="Tasks">Tasks that are not done, when counted.</param>
public sealed record LoopSummary(
    string Name, LoopKind Kind, int ThreadId, double? BusyRatio, TimeSpan? Blocked, TimeSpan? LongestBlock, TimeSpan? Overdue, int? Ready, int? Tasks);
