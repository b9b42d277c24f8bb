namespace Unjam.Executors;

/// <summary>What was posted to a loop and has not been taken: any thread adds, the loop's thread takes all at once and gives the array back for the next turn.</summary>
/// <remarks>A spin lock held for some nanoseconds: adding never parks, so that posting from a watched thread is no blocking call.</remarks>
internal sealed class LoopQueue(Parking parking)
{
    private const int Smallest = 64;
    private const int Large = 4096;
    private const int Patience = 1000;

    private SpinLock gate = new(enableThreadOwnerTracking: false);
    private LoopItem[] items = new LoopItem[Smallest];
    private LoopItem[] spare = new LoopItem[Smallest];
    private int count;
    private int quiet;
    private bool isParked;
    private bool isClosed;

    /// <summary>How many items there are.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Adds an item, and wakes the loop when it is parked.</summary>
    /// <returns>False: the loop has closed, and the item was not added.</returns>
    public bool TryAdd(in LoopItem item)
    {
        var isTaken = false;
        var wakes = false;
        try
        {
            gate.Enter(ref isTaken);
            if (isClosed)
                return false;
            if (count == items.Length)
                Array.Resize(ref items, count * 2);
            items[count++] = item;
            wakes = isParked;
            isParked = false;
        }
        finally
        {
            if (isTaken)
                gate.Exit(useMemoryBarrier: false);
        }

        if (wakes)
            parking.Wake();
        return true;
    }

    /// <summary>Takes all items: the array, and how many of it. What was taken before must be over and cleared: its array is used again.</summary>
    public LoopItem[] TakeArray(out int taken)
    {
        // a burst's arrays are not kept for ever
        quiet = spare.Length > Large && Count < spare.Length / 16 ? quiet + 1 : 0;
        if (quiet == Patience)
            (spare, quiet) = (new LoopItem[Large], 0);
        var isTaken = false;
        try
        {
            gate.Enter(ref isTaken);
            taken = count;
            count = 0;
            (items, spare) = (spare, items);
            return spare;
        }
        finally
        {
            if (isTaken)
                gate.Exit(useMemoryBarrier: false);
        }
    }

    /// <summary>Says that the loop is about to park. False when there is something to do first.</summary>
    public bool TryPark()
    {
        var isTaken = false;
        try
        {
            gate.Enter(ref isTaken);
            return isParked = count == 0;
        }
        finally
        {
            if (isTaken)
                gate.Exit(useMemoryBarrier: false);
        }
    }

    /// <summary>Says that the loop has woken.</summary>
    public void Unpark() => Volatile.Write(ref isParked, false);

    /// <summary>When the oldest item was posted; null without items.</summary>
    public long? OldestPosted()
    {
        var isTaken = false;
        try
        {
            gate.Enter(ref isTaken);
            return count == 0 ? null : items[0].Posted;
        }
        finally
        {
            if (isTaken)
                gate.Exit(useMemoryBarrier: false);
        }
    }

    /// <summary>Takes no more items.</summary>
    public void Close()
    {
        var isTaken = false;
        try
        {
            gate.Enter(ref isTaken);
            isClosed = true;
        }
        finally
        {
            if (isTaken)
                gate.Exit(useMemoryBarrier: false);
        }
    }
}
