using System.Collections.Immutable;

namespace Unjam.Executors;

/// <summary>What a loop left undone when it closed.</summary>
/// <param name="NotRun">Callbacks that were posted and did not run.</param>
/// <param name="TimersDropped">Timers that were armed and not due in time.</param>
/// <param name="Unfinished">Asynchronous functions that had not ended: their tasks end with <see cref="ObjectDisposedException"/>.</param>
/// <param name="StillRunning">The callback that did not return in time, and holds the loop's thread still; null when none does.</param>
/// <param name="Names">Names of callbacks and functions of these kinds, the first ten.</param>
public sealed record LoopClosing(int NotRun, int TimersDropped, int Unfinished, string? StillRunning, ImmutableArray<string> Names)
{
    /// <summary>Nothing was left but timers that were not due.</summary>
    public bool IsClean => NotRun == 0 && Unfinished == 0 && StillRunning is null;
}
