using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What tells one thing that threads wait for from another: its identity where the runtime tells, else the place of the wait.</summary>
/// <param name="Kind">What it is; None where only the place is known.</param>
/// <param name="On">Its identity; 0 where only the place is known.</param>
/// <param name="Owner">Native id of the thread that holds it; 0 when unknown.</param>
/// <param name="Leaf">The innermost frame, where only the place is known.</param>
/// <param name="At">The user's frame above it, where only the place is known.</param>
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
        if (thread.Wait is { Kind: not (WaitKind.None or WaitKind.Result), On: not 0 } wait)
            return new(wait.Kind, wait.On, wait.Owner, null, null, SystemCallKind.Other);
        if (thread.Wait.Kind == WaitKind.Result || call is not (SystemCallKind.Lock or SystemCallKind.FileLock) || thread.Stack.Frames.IsEmpty)
            return null;
        return Blame.Of(thread.Stack) is { } blame ? new(WaitKind.None, 0, 0, thread.Stack.Frames[0], blame.Frame, call.Value) : null;
    }

    /// <summary>Whether both are the same thing.</summary>
    public bool IsSameAs(in WaitKey other) => On != 0 || other.On != 0 ? On == other.On : Leaf == other.Leaf && At == other.At && Call == other.Call;
}
