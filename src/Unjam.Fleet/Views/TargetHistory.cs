using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>The recent past of one target: made anew for whoever asks. Immutable.</summary>
/// <param name="Points">One point a second, oldest first, of the last 15 minutes at most.</param>
/// <param name="Lanes">What the threads of loops and pools did in the last two minutes, loops first.</param>
/// <param name="LoopBlock">Where loops were held, in seconds, since the watch began.</param>
/// <param name="PoolWait">What workers ran while work waited for them, in seconds of waiting work, since the watch began.</param>
/// <param name="Tasks">Tasks of all loops as they were last read, oldest first, at most some hundred.</param>
/// <param name="Stalls">The last 200 stalls, newest first.</param>
public sealed record TargetHistory(
    ImmutableArray<HistoryPoint> Points,
    ImmutableArray<Lane> Lanes,
    ImmutableArray<WaitingStack> LoopBlock,
    ImmutableArray<WaitingStack> PoolWait,
    ImmutableArray<TaskView> Tasks,
    ImmutableArray<Stall> Stalls);
