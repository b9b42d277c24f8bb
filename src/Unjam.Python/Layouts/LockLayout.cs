namespace Unjam.Python.Layouts;

/// <summary>Locks, and what a thread that waits for one sleeps on. Source: Modules/_threadmodule.c, Python/parking_lot.c, Modules/_queuemodule.c.</summary>
internal readonly struct LockLayout(LayoutRow row)
{
    public readonly LockShape Shape = (LockShape)row["shape.lock"];

    /// <summary><c>rlockobject</c>: the pthread_t of the thread that holds it.</summary>
    public readonly int ReentrantOwner = row["rlock.owner"];

    /// <summary><c>struct wait_entry</c> on the stack of a thread that is parked: what it is parked on.</summary>
    public readonly int ParkAddress = row["park.address"];

    /// <summary>The semaphore in it, which is the futex that the thread sleeps on.</summary>
    public readonly int ParkSemaphore = row["park.semaphore"];

    /// <summary>Where in a lock or queue object the word is that threads park on.</summary>
    public readonly int ParkInObject = row["park.in_object"];
}

/// <summary>What a thread that waits for a <c>threading.Lock</c> sleeps on.</summary>
internal enum LockShape
{
    Semaphore = 1,
    Parked = 2,
}
