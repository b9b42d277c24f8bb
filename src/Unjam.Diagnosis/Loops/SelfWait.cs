using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What the looks at one block say of a loop that waits for itself.</summary>
/// <param name="Kind">What kind of thing it waits for.</param>
/// <param name="Looks">Looks that saw the thread of the loop wait for one and the same thing that only this loop can bring about.</param>
/// <param name="Duration">Time between the first and the last of them.</param>
internal readonly record struct SelfWait(WaitKind Kind, int Looks, TimeSpan Duration)
{
    /// <summary>The longest such wait within a block; no looks when there is none.</summary>
    public static SelfWait Of(Timeline timeline, Block block)
    {
        SelfWait longest = default;
        Wait current = default;
        Moment began = default;
        var looks = 0;
        for (var i = block.FirstLook; i <= block.LastLook; i++)
        {
            var look = timeline[i];
            if (LoopsSeen.IndexOf(look, block.Loop) is not (var row and >= 0) || look.Loops[row] is not { Phase: LoopPhase.Running } loop
                || !loop.Turn.IsSameCallbackAs(block.Turn) || LoopsSeen.ThreadOf(look, loop) is not { } thread)
            {
                continue;
            }

            if (thread.Wait.Loop != block.Loop)
            {
                looks = 0;
                continue;
            }

            // The same turn alone does not do: a callback may wait for one thing after another, each with a timeout.
            if (looks == 0 || thread.Wait.Kind != current.Kind || thread.Wait.On != current.On)
                (current, began, looks) = (thread.Wait, look.At, 0);
            looks++;
            if (longest.Looks == 0 || look.At - began > longest.Duration)
                longest = new(current.Kind, looks, look.At - began);
        }

        return longest;
    }
}
