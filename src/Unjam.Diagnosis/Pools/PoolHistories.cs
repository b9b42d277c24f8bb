using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>The histories of all pools of a timeline. Remembers the last answer, so that looks are followed once however many rules ask.</summary>
internal sealed class PoolHistories
{
    private readonly List<PoolHistory> histories = [];
    private StackWork stacks = new();
    private Timeline? timeline;
    private int followed;

    /// <summary>The pools in the order in which they were first seen.</summary>
    public IReadOnlyList<PoolHistory> Of(Timeline asked)
    {
        // What has been followed stays true while the timeline only grows; once it forgets, its present content alone counts.
        var hasForgotten = asked.Looks != asked.Count;
        if (asked != timeline || (hasForgotten && asked.Looks != followed))
        {
            histories.Clear();
            stacks = new();
            followed = asked.Looks - asked.Count;
            timeline = asked;
        }

        for (var i = followed - (asked.Looks - asked.Count); i < asked.Count; i++)
            Follow(i, asked[i]);
        followed = asked.Looks;
        return histories;
    }

    private void Follow(int index, Snapshot look)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            var id = pool.Id;
            var history = histories.Find(known => known.Id == id);
            if (history is null)
                histories.Add(history = PoolHistory.Begin(pool));
            history.See(index, look, pool, stacks);
        }
    }
}
