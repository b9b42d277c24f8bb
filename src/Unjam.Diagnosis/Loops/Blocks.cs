using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Takes the blocks out of a timeline: every callback that held a loop for a while and that more than one look saw.</summary>
public static class Blocks
{
    /// <summary>The blocks of all loops, by loop and then by time.</summary>
    /// <param name="atLeast">Shorter ones are left out.</param>
    /// <param name="looks">Looks that must have seen the same turn and callback: two prove that it lasted; one is only a moment.</param>
    public static ImmutableArray<Block> Of(Timeline timeline, TimeSpan atLeast, int looks = 2)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var id in LoopsSeen.In(timeline))
            blocks.AddRange(Of(timeline, id, atLeast, looks));
        return blocks.ToImmutable();
    }

    /// <summary>The blocks of one loop, by time.</summary>
    public static ImmutableArray<Block> Of(Timeline timeline, ulong loop, TimeSpan atLeast, int looks = 2)
    {
        var track = new BlockTrack(loop, atLeast, looks);
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (LoopsSeen.IndexOf(look, loop) is var row and >= 0 && look.Loops[row].Phase != LoopPhase.Unknown)
                track.See(i, look.At, look.Loops[row]);
        }

        return track.Finish();
    }
}
