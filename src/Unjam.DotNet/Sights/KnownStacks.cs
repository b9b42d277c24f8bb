using Unjam.DotNet.Kernel;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>
/// Says what stack each thread has in a look. That of a thread that has not run since a burst, or since it began to wait, is exact however long ago that was: no new
/// burst is needed for it.
/// </summary>
/// <param name="outer">Gives our number of a thread that the process knows by another one; 0 when it has no such thread.</param>
internal sealed class KnownStacks(Func<long, int> outer)
{
    // the runtime writes out ten times a second what happened: when a thread has been still for longer and no end of its wait has come, it is in that wait
    private static readonly TimeSpan Told = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<int, WaitSighting> waits = [];
    private Burst? burst;

    /// <summary>The look is the first one after a burst.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>There has been a burst.</summary>
    public bool HasAny => burst is not null;

    /// <summary>Begins a look.</summary>
    /// <param name="last">The last burst; null before the first.</param>
    /// <param name="lasting">The waits that last.</param>
    public void Begin(Burst? last, IReadOnlyList<WaitSighting> lasting)
    {
        IsFresh = last is not null && last.Number != burst?.Number;
        burst = last;
        waits.Clear();
        foreach (var wait in lasting)
        {
            if (outer(wait.Thread) is > 0 and var thread)
                waits[thread] = wait;
        }
    }

    /// <summary>Whether it matters how long a thread has been still.</summary>
    public bool Asks(int thread) => waits.ContainsKey(thread) || (burst is not null && burst.Stacks.TryGetValue(thread, out var known) && known.IsExact);

    /// <summary>The stack of a thread in this look.</summary>
    /// <param name="thread">Its number as seen from here.</param>
    /// <param name="still">How long it has been still; default when that was not asked.</param>
    /// <param name="now">The moment of the look.</param>
    public (Stack Stack, StackQuality Quality) Of(int thread, in Still still, Moment now)
    {
        var isWaiting = waits.TryGetValue(thread, out var wait) && wait.IsWhole;
        if (burst is not null && burst.Stacks.TryGetValue(thread, out var known))
        {
            if (known.IsExact && still.Timeslices == known.Timeslices)
                return (known.Stack, known.IsCut ? StackQuality.Truncated : StackQuality.Complete);

            // that of a thread that runs was true at some moment of the burst: the one look that follows it may know
            if (IsFresh && !isWaiting)
                return (known.Stack, known.IsCut ? StackQuality.Truncated : StackQuality.Moving);
        }

        return !isWaiting ? (Stack.Empty, StackQuality.Unread)
            : (wait.Stack, still.IsKnown && now - still.Since >= Told ? StackQuality.Complete : StackQuality.Moving);
    }

    /// <summary>The lock that a thread waits for; default when it waits for none.</summary>
    public Wait WaitOf(int thread) => waits.TryGetValue(thread, out var wait) && wait.Lock != 0
        ? new Wait(WaitKind.Lock, wait.Lock, wait.Owner != 0 ? outer(wait.Owner) : 0)
        : default;
}
