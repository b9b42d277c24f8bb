using System.Collections.Immutable;
using Unjam.DotNet.Facts;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What the calm session tells. Moments are on our clock.</summary>
/// <param name="Processors">Processors the process may use; 0 before it is known.</param>
/// <param name="Queued">Items that wait in the shared pool; null before the first counter.</param>
/// <param name="Threads">Threads of the pool; null before the first counter.</param>
/// <param name="Completed">Items that ended since the session began.</param>
/// <param name="CountedWait">How long some item of the queue waits at least, as the counters show it.</param>
/// <param name="Counted">When the counters came.</param>
/// <param name="Adjustment">How the pool last changed its threads; null when that was not seen.</param>
/// <param name="Paused">How long the collector has stopped all threads so far.</param>
/// <param name="Pauses">How often.</param>
/// <param name="Beats">What hosts that use Unjam said last.</param>
internal readonly record struct CalmState(
    int Processors, int? Queued, int? Threads, long Completed, TimeSpan CountedWait, Moment Counted, Adjustment? Adjustment, TimeSpan Paused, int Pauses,
    ImmutableArray<UnjamBeat> Beats)
{
    /// <summary>Time between two counters, as the runtime says.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Whether the counters came so lately that what they show is still so.</summary>
    public bool IsFresh(Moment now) => now - Counted <= Interval * 1.5;
}
