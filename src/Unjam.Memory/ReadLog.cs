namespace Unjam.Memory;

/// <summary>
/// What one walk has read: the ranges in their order, and the bytes. A walk is a function of the bytes that it reads, so
/// when none of them has changed its result stands: see <see cref="PrefetchedMemory.IsUnchanged"/>.
/// </summary>
public sealed class ReadLog
{
    private MemoryRange[] ranges = new MemoryRange[16];
    private int[] places = new int[16];
    private byte[] bytes = new byte[256];
    private int used;

    /// <summary>How many ranges were read.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the walk is over and every read of it succeeded.</summary>
    public bool IsWhole { get; internal set; }

    /// <summary>Whether every read of the walk was served from the batch, so that all its bytes are of one instant.</summary>
    public bool IsOfOneBatch { get; internal set; }

    /// <summary>The ranges, in the order in which they were first read.</summary>
    public ReadOnlySpan<MemoryRange> Ranges => ranges.AsSpan(0, Count);

    /// <summary>The bytes of a range.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => bytes.AsSpan(Position(index), ranges[index].Length);

    /// <summary>The bytes of all ranges, packed in their order.</summary>
    public ReadOnlySpan<byte> AllBytes => bytes.AsSpan(0, used);

    /// <summary>Forgets everything and keeps the storage.</summary>
    public void Clear()
    {
        Count = 0;
        used = 0;
        IsWhole = false;
        IsOfOneBatch = true;
    }

    /// <summary>Where each range is in the batch of the plan; −1 when it is not part of it.</summary>
    internal Span<int> Places => places.AsSpan(0, Count);

    internal void Add(MemoryRange range, ReadOnlySpan<byte> content, int place)
    {
        // walks come back to the object they have just read
        for (var i = Count - 1; i >= 0 && i >= Count - 4; i--)
            if (ranges[i].Start <= range.Start && range.End <= ranges[i].End)
                return;
        if (Count > 0 && ranges[Count - 1].End == range.Start && places[Count - 1] >= 0 == place >= 0)
        {
            var last = ranges[Count - 1];
            if (place < 0 || place == places[Count - 1] + last.Length)
            {
                ranges[Count - 1] = new MemoryRange(last.Start, last.Length + range.Length);
                Append(content);
                return;
            }
        }

        if (Count == ranges.Length)
        {
            Array.Resize(ref ranges, Count * 2);
            Array.Resize(ref places, Count * 2);
        }

        ranges[Count] = range;
        places[Count++] = place;
        Append(content);
    }

    private void Append(ReadOnlySpan<byte> content)
    {
        if (used + content.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + content.Length));
        content.CopyTo(bytes.AsSpan(used));
        used += content.Length;
    }

    private int Position(int index)
    {
        var position = 0;
        for (var i = 0; i < index; i++)
            position += ranges[i].Length;
        return position;
    }
}
