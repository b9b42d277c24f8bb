using System.Collections.Immutable;

namespace Unjam.DotNet.Facts;

/// <summary>A pool of a host that uses Unjam, as it says itself: the event <c>Pool</c> of docs/hosting.md. What it does not count is −1.</summary>
/// <param name="Name">Its name, as the program gave it: anything.</param>
/// <param name="Kind"><c>executor</c> or <c>shared</c>.</param>
/// <param name="Threads">Threads it has.</param>
/// <param name="Least">Threads it keeps, or adds without delay.</param>
/// <param name="Limit">Most threads it may have.</param>
/// <param name="Busy">Threads that run an item.</param>
/// <param name="Queued">Items that wait.</param>
/// <param name="OldestWait">How long the oldest of them has waited.</param>
/// <param name="Submitted">Items submitted so far.</param>
/// <param name="Completed">Items that succeeded.</param>
/// <param name="Failed">Items that threw.</param>
/// <param name="Cancelled">Items that were cancelled.</param>
/// <param name="Rejected">Items that were refused.</param>
/// <param name="QueueTime">Queue times of all items that began, added up.</param>
/// <param name="RunTime">Run times of all items that ended, added up.</param>
/// <param name="Running">What its threads run, most first.</param>
/// <param name="Workers">Native ids of its threads, as the process sees them; empty where the host does not tell.</param>
public sealed record UnjamPool(
    string Name, string Kind, int Threads, int Least, int Limit, int Busy, long Queued, TimeSpan OldestWait, long Submitted, long Completed, long Failed,
    long Cancelled, long Rejected, TimeSpan QueueTime, TimeSpan RunTime, ImmutableArray<UnjamRunning> Running, ImmutableArray<int> Workers);
