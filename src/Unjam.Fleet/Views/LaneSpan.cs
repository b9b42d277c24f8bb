using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>One turn or work item on a lane, as far as it was seen.</summary>
/// <param name="From">When it began (as first seen, when its start was not).</param>
/// <param name="To">When it ended, or was last seen.</param>
/// <param name="Frame">The user's frame it was mostly in; null when unread.</param>
/// <param name="Stack">A stack that shows it.</param>
/// <param name="IsBlock">It held a loop for 100 ms or more.</param>
public sealed record LaneSpan(DateTimeOffset From, DateTimeOffset To, Frame? Frame, Stack Stack, bool IsBlock);
