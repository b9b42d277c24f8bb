namespace Unjam.Memory;

/// <summary>The ranges that one batch brings in: the union of what the walks have read, neighbours merged, because the range is the price.</summary>
internal sealed class ReadPlan
{
    /// <summary>A gap up to this long is cheaper to read than a further range (0.35 µs a range, 0.06 µs a KiB).</summary>
    private const int LargestGap = 1024;

    private const ulong PageMask = ~0xfffUL;

    private MemoryRange[] ranges = new MemoryRange[64];
    private int[] places = new int[64];
    private int last;

    /// <summary>The ranges in ascending order; they do not overlap.</summary>
    public ReadOnlySpan<MemoryRange> Ranges => ranges.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Bytes of all ranges together.</summary>
    public int Length { get; private set; }

    /// <summary>Makes the plan anew from unsorted ranges, which are sorted in place.</summary>
    public void Build(Span<MemoryRange> wanted)
    {
        wanted.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        Count = 0;
        Length = 0;
        last = 0;
        foreach (var range in wanted)
        {
            if (Count > 0 && CanMerge(ranges[Count - 1], range))
            {
                var previous = ranges[Count - 1];
                var end = previous.End >= range.End ? previous.End : range.End;
                ranges[Count - 1] = new MemoryRange(previous.Start, (int)(end - previous.Start));
                continue;
            }

            if (Count == ranges.Length)
            {
                Array.Resize(ref ranges, Count * 2);
                Array.Resize(ref places, Count * 2);
            }

            ranges[Count++] = range;
        }

        for (var i = 0; i < Count; i++)
        {
            places[i] = Length;
            Length += ranges[i].Length;
        }
    }

    /// <summary>Where the bytes of a range are in the batch; −1 when the plan does not bring them in.</summary>
    public int Place(MemoryRange range)
    {
        if (Count == 0)
            return -1;
        if (!Contains(last, range) && !(last + 1 < Count && Contains(++last, range)))
        {
            var (low, high) = (0, Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) >> 1;
                if (ranges[middle].Start <= range.Start)
                    low = middle;
                else
                    high = middle - 1;
            }

            last = low;
            if (!Contains(last, range))
                return -1;
        }

        return places[last] + (int)(range.Start - ranges[last].Start);
    }

    /// <summary>Index of the range that holds a place in the batch.</summary>
    public int Index(int place)
    {
        var index = Array.BinarySearch(places, 0, Count, place);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>Where a range's bytes begin in the batch.</summary>
    public int PlaceOf(int index) => places[index];

    private bool Contains(int index, MemoryRange range) => ranges[index].Start <= range.Start && range.End <= ranges[index].End;

    /// <summary>Neighbours merge when the gap is short and lies in pages that both ends touch, so that it can be read if they can.</summary>
    private static bool CanMerge(MemoryRange a, MemoryRange b)
    {
        if (b.Start <= a.End)
            return true;
        var lastPage = (a.End.Value - 1) & PageMask;
        var firstPage = b.Start.Value & PageMask;
        return b.Start - a.End <= LargestGap && firstPage - lastPage <= 0x1000;
    }
}
