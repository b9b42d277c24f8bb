using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A suspended coroutine that has most likely kept the lock that its own loop waits for.</summary>
/// <param name="Task">Name of its task.</param>
/// <param name="Waits">The frame of the loop's thread that waits for the lock.</param>
/// <param name="Holds">The frame of the same function, further on, in which the task is suspended.</param>
/// <param name="Others">Further tasks that are suspended like that.</param>
internal sealed record HeldLock(string Task, Frame Waits, Frame Holds, int Others)
{
    /// <summary>
    /// Looks for a task of the loop that is suspended in the function that waits for the lock, behind the line that takes it.
    /// No runtime keeps who holds a lock, so this is inferred. Null when there is no such task, or no look listed the tasks.
    /// </summary>
    public static HeldLock? Of(Timeline timeline, Block block, Blame blame, Function? coroutine)
    {
        var waits = blame.Awaiter(coroutine, out _) ?? blame.Frame;
        for (var i = block.LastLook; i >= block.FirstLook; i--)
        {
            var look = timeline[i];
            if (look.Tasks.Count > 0 && In(look, block.Loop, waits) is { } found)
                return found;
        }

        return null;
    }

    private static HeldLock? In(Snapshot look, ulong loop, Frame waits)
    {
        HeldLock? held = null;
        foreach (ref readonly var task in look.Tasks.Span)
        {
            if (task.IsRunning || task.Loop < 0 || task.Loop >= look.Loops.Count || look.Loops[task.Loop].Id != loop)
                continue;
            foreach (var frame in task.Awaits.Frames)
            {
                if (frame.Function != waits.Function || frame.Line <= waits.Line)
                    continue;
                held = held is null ? new(task.Name, waits, frame, 0) : held with { Others = held.Others + 1 };
                break;
            }
        }

        return held;
    }
}
