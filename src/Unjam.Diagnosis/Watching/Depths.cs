using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Chooses how much each look sees: the kernel is asked often enough to tell why, not so often that it costs.</summary>
internal sealed class Depths
{
    // Asking the kernel costs some tens of microseconds a thread: twenty times a second is below 0.1 % of a core for a few threads.
    private static readonly TimeSpan Regular = TimeSpan.FromMilliseconds(50);

    // While a turn is held, why it is held is the question: then every look may ask, up to a hundred a second.
    private static readonly TimeSpan WhileHeld = TimeSpan.FromMilliseconds(9.5);

    // Turns of less than this are the daily life of a loop.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(50);

    private Moment? asked;

    /// <summary>The depth of the look that follows a snapshot.</summary>
    public LookDepth After(Snapshot last)
    {
        if (last.Depth >= LookDepth.Kernel)
            asked = last.At;
        if (asked is not { } at)
            return LookDepth.Kernel;
        var since = last.At - at;
        return since >= Regular || (since >= WhileHeld && IsHeld(last)) ? LookDepth.Kernel : LookDepth.Memory;
    }

    private static bool IsHeld(Snapshot snapshot)
    {
        foreach (ref readonly var loop in snapshot.Loops.Span)
        {
            if (loop.Phase == LoopPhase.Running && snapshot.At - loop.Turn.Began >= Long)
                return true;
        }

        return false;
    }
}
