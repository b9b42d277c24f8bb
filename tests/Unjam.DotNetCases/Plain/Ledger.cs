using System.Diagnostics;
using System.Text.Json;

namespace Shop;

/// <summary>When each item was queued, began and ended, as the items themselves saw it: nanoseconds of the kernel's monotonic clock.</summary>
internal sealed class Ledger
{
    // enough for any watch of a test
    private const int Kept = 50_000;

    private readonly object gate = new();
    private readonly Queue<Entry> entries = new();
    private int waiting;
    private long begun;
    private long counted;

    /// <summary>Items that are queued and have not begun.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Items that have begun.</summary>
    public long Begun => Interlocked.Read(ref begun);

    /// <summary>What was only counted.</summary>
    public long Counted => Interlocked.Read(ref counted);

    public void Count() => Interlocked.Increment(ref counted);

    /// <summary>Notes that an item is queued now; what is returned runs it.</summary>
    public Action Item(Action run)
    {
        var entry = Queue();
        return () =>
        {
            Begin(entry);
            run();
            entry.Ended = Stopwatch.GetTimestamp();
        };
    }

    /// <summary>Runs something now, as an item that did not wait.</summary>
    public void Run(Action run) => Item(run)();

    /// <summary>Writes all that is known: <c>[queued, began, ended]</c> for each item, zero for what has not happened.</summary>
    public void Write(Utf8JsonWriter json)
    {
        lock (gate)
        {
            json.WriteNumber("now", Stopwatch.GetTimestamp());
            json.WriteNumber("counted", Counted);
            json.WriteStartArray("items");
            foreach (var entry in entries)
            {
                json.WriteStartArray();
                json.WriteNumberValue(entry.Queued);
                json.WriteNumberValue(entry.Began);
                json.WriteNumberValue(entry.Ended);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
    }

    private Entry Queue()
    {
        lock (gate)
        {
            var entry = new Entry(Stopwatch.GetTimestamp());
            entries.Enqueue(entry);
            if (entries.Count > Kept)
                entries.Dequeue();
            waiting++;
            return entry;
        }
    }

    private void Begin(Entry entry)
    {
        entry.Began = Stopwatch.GetTimestamp();
        Interlocked.Decrement(ref waiting);
        Interlocked.Increment(ref begun);
    }

    private sealed class Entry(long queued)
    {
        public long Queued { get; } = queued;

        public long Began { get; set; }

        public long Ended { get; set; }
    }
}
