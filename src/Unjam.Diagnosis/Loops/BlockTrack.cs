using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Follows the callbacks of one loop from look to look.</summary>
internal sealed class BlockTrack(ulong loop, TimeSpan atLeast, int looks)
{
    private readonly List<Run> runs = [];
    private Moment? previousLook;
    private Turn? previousTurn;

    /// <summary>Takes the next look that could read the loop.</summary>
    public void See(int look, Moment at, in Loop seen)
    {
        if (seen.Phase == LoopPhase.Running)
            SeeRunning(look, at, seen);
        else if (runs.Count > 0 && runs[^1].After is null)
            runs[^1].EndBy(at, seen.PollBegan is { } began && began >= runs[^1].LastSeen && began <= at ? began : null);
        previousLook = at;
        previousTurn = seen.Phase == LoopPhase.Running ? seen.Turn : null;
    }

    public ImmutableArray<Block> Finish()
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var run in runs)
        {
            if (IsLong(run))
                blocks.Add(run.ToBlock(loop));
        }

        return blocks.ToImmutable();
    }

    private void SeeRunning(int look, Moment at, in Loop seen)
    {
        if (runs.Count > 0 && runs[^1].IsOf(seen))
        {
            runs[^1].See(look, at, seen);
            return;
        }

        // A callback that is seen again after one odd look went on all the while: the odd look was torn.
        if (runs.Count > 1 && runs[^1].Looks == 1 && runs[^2].IsOf(seen))
        {
            runs.RemoveAt(runs.Count - 1);
            runs[^1].See(look, at, seen);
            return;
        }

        if (runs.Count > 0 && runs[^1].After is null)
            EndLast(at, seen);
        if (runs.Count > 1 && !IsLong(runs[^2]))
            runs.RemoveAt(runs.Count - 2);
        runs.Add(Begin(look, at, seen));
    }

    /// <summary>Ends the last run where another one follows it without a look at the poll between them.</summary>
    private void EndLast(Moment at, in Loop seen)
    {
        var last = runs[^1];
        if (last.Turn.IsSameAs(seen.Turn))
            last.EndBy(at, null);
        else if (seen.Turn.Began is var began && began >= last.LastSeen && began <= at)
            last.EndBy(began, last.WentStraightOn ? began : null);
        else
            last.EndBy(at, null);
    }

    private Run Begin(int look, Moment at, in Loop seen)
    {
        var turn = seen.Turn;
        var coarse = seen.Coarseness;
        if (turn.Index == 0 || turn.Count == 1)
            return new Run(look, at, seen, turn.Began, coarse, isStartSeen: true);
        if (previousLook is not { } before)
            return new Run(look, at, seen, turn.Began, coarse, isStartSeen: false);

        // Others of the same turn ran before it, so it began between the two looks.
        if (previousTurn is { } previous && previous.IsSameAs(turn))
            return new Run(look, at, seen, before + ((at - before) / 2), (at - before) / 2, isStartSeen: true);

        // All of the turn happened since the last look; only a loop that counts its callbacks tells that others came first.
        if (turn.Began + coarse >= before)
            return new Run(look, at, seen, turn.Began, turn.Index > 0 ? coarse + (at - turn.Began) : coarse, isStartSeen: true);
        return new Run(look, at, seen, turn.Began, coarse, isStartSeen: false);
    }

    private bool IsLong(Run run) => run.Looks >= looks && run.Duration >= atLeast;
}
