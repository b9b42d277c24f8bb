namespace Unjam.Executors;

/// <summary>Where an item is between submission and its begin. Each way out is one compare-and-swap, so exactly one of worker, canceller and drain gets it.</summary>
internal struct Place
{
    private const int ForRoom = 0;
    private const int InQueue = 1;
    private const int Taken = 2;
    private const int Cancelled = 3;

    private int state;

    public readonly bool IsWaiting => state is ForRoom or InQueue;

    /// <summary>From the wait for room into the queue.</summary>
    public bool TryAdmit() => Interlocked.CompareExchange(ref state, InQueue, ForRoom) == ForRoom;

    /// <summary>Out of the queue, or out of the wait for room at the end of a drain.</summary>
    public bool TryTake() =>
        Interlocked.CompareExchange(ref state, Taken, InQueue) == InQueue
        || Interlocked.CompareExchange(ref state, Taken, ForRoom) == ForRoom;

    /// <summary>Cancels what waits; tells whether it had a place in the queue.</summary>
    public bool TryCancel(out bool wasQueued)
    {
        wasQueued = false;
        if (Interlocked.CompareExchange(ref state, Cancelled, ForRoom) == ForRoom)
            return true;
        wasQueued = Interlocked.CompareExchange(ref state, Cancelled, InQueue) == InQueue;
        return wasQueued;
    }
}
