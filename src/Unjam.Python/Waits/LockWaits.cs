using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Waits;

/// <summary>What a thread waits for that the kernel says sleeps on a futex which is not the interpreter's lock: a lock, or what is built on one.</summary>
/// <remarks>Source: PyThread_acquire_lock_timed in Python/thread_pthread.h; _PyParkingLot_Park in Python/parking_lot.c (3.13+); see docs/waits.md.</remarks>
internal sealed class LockWaits(Layout layout, PyObjects objects)
{
    /// <summary>Says what the futex stands for.</summary>
    /// <param name="futex">The address that the thread sleeps on.</param>
    /// <param name="stack">The thread.</param>
    /// <param name="owner">The pthread_t of the thread that holds it, where the runtime keeps that; else 0.</param>
    public Wait Of(ulong futex, StackSight stack, out ulong owner)
    {
        owner = 0;
        if (stack.Stack.Frames is [var leaf, ..])
        {
            if (leaf.Function is { Name: "_shutdown", File: var file } && file.EndsWith("/threading.py", StringComparison.Ordinal))
                return new Wait(WaitKind.Join, 0);
            if (stack.Marks is { HasWorker: true, Item.IsNull: true } && leaf.Function.File.EndsWith("concurrent/futures/thread.py", StringComparison.Ordinal))
                return new Wait(WaitKind.Queue, stack.Marks.Queue.Value);
        }

        return Parked(futex, ref owner) ?? new Wait(WaitKind.Lock, layout.Lock.Shape == LockShape.Semaphore ? futex : 0);
    }

    /// <summary>The pthread_t of the thread that holds a condition's own lock; 0 when it is free or does not keep that.</summary>
    public ulong OwnerOfCondition(Address condition)
    {
        var held = objects.Attribute(condition, "_lock");
        return !held.IsNull && objects.TypeName(objects.TypeOf(held)) == "_thread.RLock" ? OwnerOf(held) : 0;
    }

    private ulong OwnerOf(Address reentrant) => objects.Memory.UInt64(reentrant + layout.Lock.ReentrantOwner);

    /// <summary>From 3.13 on a thread sleeps on a semaphore on its own stack; beside it is the address of the word that it is parked on, inside a lock or queue.</summary>
    private Wait? Parked(ulong futex, ref ulong owner)
    {
        var at = layout.Lock;
        if (at.ParkSemaphore < 0)
            return null;
        try
        {
            var on = objects.Memory.Pointer(new Address(futex) + (at.ParkAddress - at.ParkSemaphore)) + -at.ParkInObject;
            switch (objects.TypeName(objects.TypeOf(on)))
            {
                case "_queue.SimpleQueue":
                    return new Wait(WaitKind.Queue, on.Value);
                case "_thread.lock":
                    return new Wait(WaitKind.Lock, on.Value);
                case "_thread.RLock":
                    owner = OwnerOf(on);
                    return new Wait(WaitKind.Lock, on.Value);
                default:
                    return null;
            }
        }
        catch (UnreadableException)
        {
            // no thread is parked there: the futex is a library's own, or the wait is over
            return null;
        }
    }
}
