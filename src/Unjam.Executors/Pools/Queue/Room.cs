namespace Unjam.Executors;

/// <summary>The places of a bounded queue, and who waits for one.</summary>
internal sealed class Room(int limit)
{
    private const int ManyCancelled = 1024;

    private readonly Lock gate = new();
    private readonly Queue<Entry> waiting = new();
    private int held;
    private int waitingCount;
    private int cancelled;

    public int Limit => limit;

    /// <summary>How many wait for a place.</summary>
    public int Waiting => Math.Max(0, Volatile.Read(ref waitingCount) - Volatile.Read(ref cancelled));

    /// <summary>Takes a place; false when there is none, or others wait for one.</summary>
    public bool TryTake() => Volatile.Read(ref waitingCount) == 0 && TryHold();

    /// <summary>Gives a place back. Whoever does admits those that wait.</summary>
    /// <returns>Whether somebody may wait: then <see cref="TryAdmit"/>.</returns>
    public bool Free()
    {
        // a full fence between place and count; who begins to wait counts first and tries for a place then
        Interlocked.Decrement(ref held);
        return Volatile.Read(ref waitingCount) > 0;
    }

    /// <summary>Lets an item wait. Afterwards <see cref="TryAdmit"/>: a place may have been given back meanwhile.</summary>
    public void Wait(IWaiting item, long submitted, long serial)
    {
        lock (gate)
        {
            waiting.Enqueue(new(item, submitted, serial));
            Interlocked.Increment(ref waitingCount);
        }
    }

    /// <summary>An item was cancelled while it waited. It is dropped at its turn, or with the others when they are many.</summary>
    public void Forget()
    {
        if (Interlocked.Increment(ref cancelled) < ManyCancelled)
            return;
        lock (gate)
        {
            if (cancelled < waiting.Count / 2)
                return;
            for (var left = waiting.Count; left > 0; left--)
            {
                var entry = waiting.Dequeue();
                if (entry.Item.IsWaiting)
                    waiting.Enqueue(entry);
                else
                    Drop();
            }
        }
    }

    /// <summary>The next of those that wait, with a place; false when there is no place or nobody waits.</summary>
    public bool TryAdmit(out Entry entry)
    {
        lock (gate)
        {
            while (waiting.Count > 0)
            {
                if (!TryHold())
                    break;
                entry = waiting.Dequeue();
                if (entry.Item.TryAdmit())
                {
                    Interlocked.Decrement(ref waitingCount);
                    return true;
                }

                Drop();
                Interlocked.Decrement(ref held);
            }
        }

        entry = default;
        return false;
    }

    /// <summary>Takes one that waits, with or without a place: at the end of a drain.</summary>
    public bool TryAbandon(out Entry entry)
    {
        lock (gate)
        {
            if (!waiting.TryDequeue(out entry))
                return false;
            Interlocked.Decrement(ref waitingCount);
            return true;
        }
    }

    private void Drop()
    {
        Interlocked.Decrement(ref cancelled);
        Interlocked.Decrement(ref waitingCount);
    }

    private bool TryHold()
    {
        for (var seen = Volatile.Read(ref held); seen < limit;)
        {
            var now = Interlocked.CompareExchange(ref held, seen + 1, seen);
            if (now == seen)
                return true;
            seen = now;
        }

        return false;
    }

    /// <summary>Somebody who waits.</summary>
    internal readonly record struct Entry(IWaiting Item, long Submitted, long Serial);
}
