using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>All that looks at a tape read, as one piece of bytes that can be changed and put back, and where it differs between the first and the last look.</summary>
internal sealed class Image
{
    private Image(RecordedPython recorded, MemoryRange[] segments, byte[] first, (int Place, byte Last)[][] pages)
    {
        Recorded = recorded;
        Segments = segments;
        First = first;
        ChangedPages = pages;
    }

    public RecordedPython Recorded { get; }

    /// <summary>Where its fields are, read once.</summary>
    public required Layout Layout { get; init; }

    /// <summary>What is known, in ascending order, neighbours merged; packed in this order.</summary>
    public MemoryRange[] Segments { get; }

    /// <summary>The bytes of the first look.</summary>
    public byte[] First { get; }

    /// <summary>For each page that changed: the places and the bytes of the last look.</summary>
    public (int Place, byte Last)[][] ChangedPages { get; }

    public static Image Of(Tape tape)
    {
        var recorded = RecordedPython.Of(tape);
        var noting = new NotingMemory(new TapeMemory(tape));
        Look(recorded, noting);
        var last = new TapeMemory(tape);
        while (last.TryNext())
            continue;
        var late = new NotingMemory(last);
        Look(recorded, late);
        var ranges = noting.Ranges.Union(late.Ranges).OrderBy(range => range.Start.Value).ToArray();

        var segments = Merge(ranges);
        var first = Bytes(segments, ranges, [last, new TapeMemory(tape)]);
        var newest = Bytes(segments, ranges, [new TapeMemory(tape), last]);
        return new(recorded, segments, first, Changes(segments, first, newest)) { Layout = recorded.LayoutIn(new TapeMemory(tape)) };
    }

    private static void Look(RecordedPython recorded, IMemory memory)
    {
        var sight = recorded.Through(memory);
        foreach (var depth in new[] { LookDepth.Everything, LookDepth.Memory, LookDepth.Everything })
            sight.Take(depth);
    }

    private static MemoryRange[] Merge(MemoryRange[] ranges)
    {
        var merged = new List<MemoryRange>();
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
            {
                var end = Math.Max(range.End.Value, merged[^1].End.Value);
                merged[^1] = new MemoryRange(merged[^1].Start, (int)(end - merged[^1].Start.Value));
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }

    // later memories win; a range that one of them does not know stays as it is
    private static byte[] Bytes(MemoryRange[] segments, MemoryRange[] ranges, IMemory[] memories)
    {
        var bytes = new byte[segments.Sum(segment => segment.Length)];
        foreach (var memory in memories)
        {
            var (segment, place) = (0, 0);
            foreach (var range in ranges)
            {
                while (range.Start >= segments[segment].End)
                    place += segments[segment++].Length;
                memory.Read([range], bytes.AsSpan(place + (int)(range.Start - segments[segment].Start), range.Length));
            }
        }

        return bytes;
    }

    private static (int, byte)[][] Changes(MemoryRange[] segments, byte[] first, byte[] last)
    {
        var pages = new Dictionary<ulong, List<(int, byte)>>();
        var place = 0;
        foreach (var segment in segments)
        {
            for (var at = 0; at < segment.Length; at++, place++)
            {
                if (first[place] == last[place])
                    continue;
                var page = (segment.Start.Value + (ulong)at) >> 12;
                if (!pages.TryGetValue(page, out var changes))
                    pages.Add(page, changes = []);
                changes.Add((place, last[place]));
            }
        }

        return [.. pages.OrderBy(page => page.Key).Select(page => page.Value.ToArray())];
    }
}
