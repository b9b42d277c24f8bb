using System.Runtime.InteropServices;

namespace Unjam.Executors;

/// <summary>A bounded ring for many producers and consumers: each slot carries the turn it is at, so that a position is claimed by one compare-and-swap.</summary>
/// <remarks>
/// A slot at turn <c>p</c> is free for position p, at <c>p + 1</c> it holds the entry of position p, at <c>p + capacity</c> it is free for the next lap.
/// The write of a turn releases what was written into the slot before; the read of a turn acquires it.
/// </remarks>
internal sealed class Segment
{
    private readonly Slot[] slots;
    private readonly int mask;
    private Positions positions;
    private Segment? next;
    private bool frozen;

    public Segment(int capacity)
    {
        slots = new Slot[capacity];
        mask = capacity - 1;
        for (var i = 0; i < capacity; i++)
            slots[i].Turn = i;
    }

    public int Capacity => slots.Length;

    /// <summary>The segment behind this one; once there is one, nothing is added here any more.</summary>
    public Segment? Next
    {
        get => Volatile.Read(ref next);
        set => Volatile.Write(ref next, value);
    }

    /// <summary>Positions claimed by producers and not by consumers, published or not.</summary>
    public long Count => Math.Max(0, Tail - Volatile.Read(ref positions.Head));

    public long Head => Volatile.Read(ref positions.Head);

    // the flag is set before the position moves, so a moved position is never taken for a real one
    public long Tail
    {
        get
        {
            var tail = Volatile.Read(ref positions.Tail);
            return Volatile.Read(ref frozen) && tail - Volatile.Read(ref positions.Head) > Capacity ? tail - (2L * Capacity) : tail;
        }
    }

    /// <summary>Adds an entry; false when the segment is full or frozen.</summary>
    public bool TryEnqueue(object work, long submitted, long serial)
    {
        var tail = Volatile.Read(ref positions.Tail);
        while (true)
        {
            ref var slot = ref slots[(int)tail & mask];
            var ahead = Volatile.Read(ref slot.Turn) - tail;
            if (ahead == 0)
            {
                var seen = Interlocked.CompareExchange(ref positions.Tail, tail + 1, tail);
                if (seen == tail)
                {
                    slot.Work = work;
                    slot.Submitted = submitted;
                    slot.Serial = serial;
                    Volatile.Write(ref slot.Turn, tail + 1);
                    return true;
                }

                tail = seen;
            }
            else if (ahead < 0)
            {
                return false;
            }
            else
            {
                tail = Volatile.Read(ref positions.Tail);
            }
        }
    }

    /// <summary>Takes the oldest entry; false when there is none. Waits for a producer that has claimed the position and not yet written the entry.</summary>
    public bool TryDequeue(out Queued entry)
    {
        var spin = new SpinWait();
        var head = Volatile.Read(ref positions.Head);
        while (true)
        {
            ref var slot = ref slots[(int)head & mask];
            var ahead = Volatile.Read(ref slot.Turn) - (head + 1);
            if (ahead == 0)
            {
                var seen = Interlocked.CompareExchange(ref positions.Head, head + 1, head);
                if (seen == head)
                {
                    entry = new(slot.Work!, slot.Submitted, slot.Serial, GapBefore(head, slot.Submitted));
                    slot.Work = null;
                    Volatile.Write(ref slot.Turn, head + Capacity);
                    return true;
                }

                head = seen;
            }
            else if (ahead < 0 && Tail <= head)
            {
                entry = default;
                return false;
            }
            else
            {
                if (ahead < 0)
                    spin.SpinOnce(sleep1Threshold: -1);
                head = Volatile.Read(ref positions.Head);
            }
        }
    }

    /// <summary>Reads the entry at a position without taking it; false when it is gone or not yet there.</summary>
    public bool TryRead(long position, out Queued entry)
    {
        ref var slot = ref slots[(int)position & mask];
        entry = default;
        if (Volatile.Read(ref slot.Turn) != position + 1 || Volatile.Read(ref slot.Work) is not { } work)
            return false;
        entry = new(work, Volatile.Read(ref slot.Submitted), Volatile.Read(ref slot.Serial), -1);
        // an unchanged turn: nobody has written into the slot meanwhile, for a producer writes only after a consumer has moved the turn
        return Volatile.Read(ref slot.Turn) == position + 1;
    }

    /// <summary>Lets no further entry in: the tail moves two laps ahead, where every slot looks occupied. Under the queue's lock.</summary>
    public void Freeze()
    {
        Volatile.Write(ref frozen, true);
        Interlocked.Add(ref positions.Tail, 2L * Capacity);
    }

    // The slot before still holds the time of its entry, unless a producer is a whole lap ahead: then the time is newer, and the gap negative.
    private long GapBefore(long position, long submitted) =>
        position == 0 ? -1 : submitted - slots[(int)(position - 1) & mask].Submitted;

    private struct Slot
    {
        public object? Work;
        public long Submitted;
        public long Serial;
        public long Turn;
    }

    // producers and consumers each write their own line, and neither is the line of the object's other fields
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Positions
    {
        [FieldOffset(128)]
        public long Head;

        [FieldOffset(256)]
        public long Tail;
    }
}
