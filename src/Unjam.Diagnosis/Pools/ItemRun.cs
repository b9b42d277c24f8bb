using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One item's run on a worker, between the looks around its start (exact where the runtime keeps it) and those around its end.</summary>
/// <param name="Thread">Identity of the worker's thread.</param>
/// <param name="Item">The item.</param>
/// <param name="StartedAfter">The last look that did not see it run; null when it ran at the first look.</param>
/// <param name="StartedBy">The first look that saw it run.</param>
/// <param name="LastSeen">The last look that saw it run.</param>
/// <param name="EndedBy">The first look that no longer did; null while it runs.</param>
public readonly record struct ItemRun(ulong Thread, WorkItem Item, Moment? StartedAfter, Moment StartedBy, Moment LastSeen, Moment? EndedBy)
{
    /// <summary>The runtime keeps when it began.</summary>
    public bool IsStartExact => StartedAfter == StartedBy;

    /// <summary>How long it has run, with its honesty.</summary>
    public Held Held
    {
        get
        {
            var least = LastSeen - StartedBy;
            var end = (EndedBy ?? LastSeen) - LastSeen;
            var start = StartedAfter is { } after ? StartedBy - after : TimeSpan.Zero;
            return new(least + ((start + end) / 2), StartedAfter is null, (start + end) / 2, EndedBy is not null);
        }
    }
}
