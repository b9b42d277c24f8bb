using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Says what of a burst's stacks still holds: the stack of a thread that has not run since is exact at every look, however old the burst is.</summary>
internal sealed class KnownStacks
{
    private Burst? burst;
    private bool isFresh;

    /// <summary>Begins a look.</summary>
    /// <param name="last">The last burst; null before the first.</param>
    public void Begin(Burst? last)
    {
        isFresh = last is not null && last.Number != burst?.Number;
        burst = last;
    }

    /// <summary>Whether the kernel has to be asked about a thread to know its stack.</summary>
    public bool Asks(int thread) => burst is not null && burst.Stacks.TryGetValue(thread, out var known) && known.IsExact;

    /// <summary>The stack of a thread in this look.</summary>
    /// <param name="thread">Its number as seen from here.</param>
    /// <param name="timeslices">How often it has been picked to run by now; −1 when that was not asked.</param>
    public (Stack Stack, StackQuality Quality) Of(int thread, long timeslices)
    {
        if (burst is null || !burst.Stacks.TryGetValue(thread, out var known))
            return (Stack.Empty, StackQuality.Unread);
        if (known.IsExact && timeslices == known.Timeslices)
            return (known.Stack, known.IsCut ? StackQuality.Truncated : StackQuality.Complete);

        // that of a thread that runs was true at some moment of the burst: the one look that follows it may know
        return isFresh ? (known.Stack, known.IsCut ? StackQuality.Truncated : StackQuality.Moving) : (Stack.Empty, StackQuality.Unread);
    }
}
