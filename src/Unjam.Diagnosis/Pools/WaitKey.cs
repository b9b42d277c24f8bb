using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What tells one thing that threads wait for from another: its identity where the runtime tells, else the place of the wait.</summary>
/// <param name="Kind">What it is; None where only the place is known.</param>
/// <param name="On">Its identity; 0 where only the place is known.</param>
/// <param name="Owner">Native id of the thread that holds it; 0 when unknown.</param>
/// <param name="Leaf">The innermost frame; null when none was read.</param>
/// <param name="At">The user's frame that waits; null when none was read.</param>
/// <param name="Call">The system call it waits in, where only the place is known.</param>
internal readonly record struct WaitKey(WaitKind Kind, ulong On, int Owner, Frame? Leaf, Frame? At, SystemCallKind Call)
{
    /// <summary>
    /// The key of a thread; null when it waits for nothing that others could wait for too. Threads that wait for sockets or times
    /// at one line wait each for their own; those in a lock or a file lock at one line are taken to wait for one. Not by the
    /// lock's address in the kernel: since CPython 3.13 each waiter sleeps on an address of its own.
    /// </summary>
    /// <param name="call">The system call it waits in; null when it is in none or was not asked.</param>
    public static WaitKey? Of(in TargetThread thread, SystemCallKind? call)
    {
        var isTold = thread.Wait is { Kind: not (WaitKind.None or WaitKind.Result), On: not 0 };
        if (!isTold && (thread.Wait.Kind == WaitKind.Result || call is not (SystemCallKind.Lock or SystemCallKind.FileLock)))
            return null;
        var blame = Blame.Of(thread.Stack);
        if (!isTold && blame is { IsOfDotNet: true } && !IsForLock(blame))
            return null;
        Frame? leaf = thread.Stack.Frames.IsEmpty ? null : thread.Stack.Frames[0];
        var at = blame?.Frame;
        return isTold ? new(thread.Wait.Kind, thread.Wait.On, thread.Wait.Owner, leaf, at, SystemCallKind.Other)
            : at is not null ? new(WaitKind.None, 0, 0, leaf, at, call!.Value)
            : null;
    }

    /// <summary>Whether the frames of .NET wait for a lock or a semaphore: in the kernel all its waits are one and the same, those for a time too.</summary>
    private static bool IsForLock(Blame blame) => Calls.WaitsFor(blame) is WaitKind.Lock or WaitKind.Condition or WaitKind.Queue;

    /// <summary>Whether both are the same thing. Its identity is not read in every look: where one look lacks it, the place decides.</summary>
    public bool IsSameAs(in WaitKey other) => On != 0 && other.On != 0
        ? On == other.On
        : Leaf == other.Leaf && At == other.At && (Call == other.Call || On != 0 || other.On != 0);
}
