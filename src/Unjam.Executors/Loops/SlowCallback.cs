namespace Unjam.Executors;

/// <summary>A callback that has held a loop too long and is over.</summary>
/// <param name="Sequence">Which of the loop's callbacks it was.</param>
/// <param name="Item">The callback.</param>
/// <param name="Held">How long it held the loop, without what it was allowed.</param>
/// <param name="Wait">Its longest synchronous wait; null when none was seen.</param>
internal sealed record SlowCallback(long Sequence, LoopItem Item, TimeSpan Held, WaitInProgress? Wait);
