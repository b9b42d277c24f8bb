using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Counts the stacks of one thread over several looks, and says which frame they blame most.</summary>
internal sealed class StackTally
{
    // Equal stacks are one object, so a long wait costs one entry.
    private readonly Dictionary<Stack, int> counts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Stacks counted.</summary>
    public int Looks { get; private set; }

    public void Add(in TargetThread thread)
    {
        if (thread.Quality == StackQuality.Unread || thread.Stack.Frames.IsEmpty)
            return;
        counts[thread.Stack] = counts.GetValueOrDefault(thread.Stack) + 1;
        Looks++;
    }

    /// <summary>The function blamed most, at its most frequent line, with the most frequent stack that shows it; null when no stack was read.</summary>
    /// <param name="coroutine">The outermost coroutine of the callback, when it is known.</param>
    public (Blame? Blame, Stack Stack, int Looks)? Most(Function? coroutine = null)
    {
        if (counts.Count == 0)
            return null;
        var byFunction = new Dictionary<Function, int>();
        var byFrame = new Dictionary<Frame, int>();
        var blamed = new List<(Blame Blame, Stack Stack, int Count)>(counts.Count);
        foreach (var (stack, count) in counts)
        {
            if (Blame.Of(stack, coroutine) is not { } blame)
                continue;
            blamed.Add((blame, stack, count));
            byFunction[blame.Frame.Function] = byFunction.GetValueOrDefault(blame.Frame.Function) + count;
            byFrame[blame.Frame] = byFrame.GetValueOrDefault(blame.Frame) + count;
        }

        if (blamed.Count == 0)
            return (null, counts.MaxBy(entry => entry.Value).Key, Looks);
        var best = blamed
            .OrderByDescending(entry => entry.Blame.Owner)
            .ThenByDescending(entry => byFunction[entry.Blame.Frame.Function])
            .ThenByDescending(entry => byFrame[entry.Blame.Frame])
            .ThenByDescending(entry => entry.Count)
            .First();
        return (best.Blame, best.Stack, byFunction[best.Blame.Frame.Function]);
    }
}
