namespace Unjam.Executors;

/// <summary>An unbounded first-in-first-out queue of segments. It allocates only when it has to grow, and can be looked into without being disturbed.</summary>
internal sealed class WorkQueue
{
    private const int Smallest = 64;
    private const int Largest = 1 << 17;

    private readonly Lock growing = new();
    private Segment head = new(Smallest);
    private Segment tail;

    public WorkQueue() => tail = head;

    /// <summary>Whether no entry is claimed by a producer and not yet by a consumer.</summary>
    public bool IsEmpty
    {
        get
        {
            for (var segment = Volatile.Read(ref head); segment is not null; segment = segment.Next)
            {
                if (segment.Count > 0)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Entries, cancelled ones too.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            for (var segment = Volatile.Read(ref head); segment is not null; segment = segment.Next)
                count += segment.Count;
            return count;
        }
    }

    public void Enqueue(object work, long submitted, long serial)
    {
        while (true)
        {
            var last = Volatile.Read(ref tail);
            if (last.TryEnqueue(work, submitted, serial))
                return;
            lock (growing)
            {
                if (last != tail)
                    continue;
                // frozen first: whoever sees the next segment knows that this one only empties
                last.Freeze();
                var added = new Segment(Math.Min(Largest, last.Capacity * 2));
                last.Next = added;
                Volatile.Write(ref tail, added);
            }
        }
    }

    public bool TryDequeue(out Queued entry)
    {
        while (true)
        {
            var first = Volatile.Read(ref head);
            if (first.TryDequeue(out entry))
                return true;
            if (first.Next is not { } next)
                return false;
            // between the look and the freeze something may have come: nothing comes any more
            if (first.TryDequeue(out entry))
                return true;
            Interlocked.CompareExchange(ref head, next, first);
        }
    }

    /// <summary>Reads the entries from the oldest on, one a call; false at the end.</summary>
    public bool TryRead(ref Cursor cursor, out Queued entry)
    {
        cursor.Segment ??= Volatile.Read(ref head);
        while (true)
        {
            if (cursor.Position < cursor.Segment.Head)
                cursor.Position = cursor.Segment.Head;
            for (; cursor.Position < cursor.Segment.Tail; cursor.Position++)
            {
                if (!cursor.Segment.TryRead(cursor.Position, out entry))
                    continue;
                cursor.Position++;
                return true;
            }

            entry = default;
            if (cursor.Segment.Next is not { } next)
                return false;
            cursor.Segment = next;
            cursor.Position = 0;
        }
    }

    /// <summary>How far a reading has come.</summary>
    internal struct Cursor
    {
        public Segment? Segment;
        public long Position;
    }
}
