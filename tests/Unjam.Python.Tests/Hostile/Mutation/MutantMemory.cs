using Unjam.Memory;

namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>An image of which some words have been changed: bit flips, random bytes, cycles, kernel and odd pointers, absurd lengths, pages of another look.</summary>
internal sealed class MutantMemory : IMemory
{
    private static readonly ulong[] Absurd =
    [
        0, 1, 2, 7, 0xff, 0xffff, ulong.MaxValue, ulong.MaxValue - 7, 1UL << 63, (1UL << 63) - 1, int.MaxValue, 1UL << 31, (1UL << 32) - 1, 1UL << 32,
        0xffff_8000_0000_0000, 0xffff_ffff_8100_0000, 0xdead_beef_dead_bee8, 0x7fff_ffff_fff8, 0x1001, 0x8000_0000_0000,
    ];

    private readonly Image image;
    private readonly ulong[] starts;
    private readonly int[] places;
    private readonly byte[] bytes;
    private readonly Stack<(int Place, byte Old)> changed = new();

    public MutantMemory(Image image)
    {
        this.image = image;
        bytes = [.. image.First];
        starts = [.. image.Segments.Select(segment => segment.Start.Value)];
        places = new int[starts.Length];
        for (var i = 1; i < places.Length; i++)
            places[i] = places[i - 1] + image.Segments[i - 1].Length;
    }

    /// <summary>Changes some of it, as the dice fall.</summary>
    public void Mutate(ref Dice dice)
    {
        if (dice.Of(4) == 0)
            MixPages(ref dice);
        var words = dice.Of(10) switch
        {
            < 4 => 1,
            < 7 => 1 + dice.Of(8),
            < 9 => 64,
            _ => Math.Max(1, bytes.Length / 800),
        };
        for (var count = 0; count < words; count++)
            ChangeWord(ref dice);
    }

    /// <summary>Puts everything back.</summary>
    public void Restore()
    {
        while (changed.TryPop(out var change))
            bytes[change.Place] = change.Old;
    }

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        for (var whole = 0; whole < ranges.Length; whole++)
        {
            var range = ranges[whole];
            var found = Array.BinarySearch(starts, range.Start.Value);
            var segment = found >= 0 ? found : ~found - 1;
            if (segment < 0 || range.End > image.Segments[segment].End || range.End < range.Start)
                return whole;
            bytes.AsSpan(places[segment] + (int)(range.Start.Value - starts[segment]), range.Length).CopyTo(into);
            into = into[range.Length..];
        }

        return ranges.Length;
    }

    // a look that was torn: some pages as they were, others as they became
    private void MixPages(ref Dice dice)
    {
        foreach (var page in image.ChangedPages)
        {
            if (dice.Of(2) == 0)
                continue;
            foreach (var (place, last) in page)
                Put(place, last);
        }
    }

    private void ChangeWord(ref Dice dice)
    {
        var segment = dice.Of(starts.Length);
        var length = image.Segments[segment].Length;
        var at = dice.Of(length) & ~7;
        var place = places[segment] + at;
        var room = Math.Min(8, length - at);
        Span<byte> word = stackalloc byte[8];
        bytes.AsSpan(place, room).CopyTo(word);
        var value = dice.Of(7) switch
        {
            0 => BitConverter.ToUInt64(word) ^ (1UL << dice.Of(64)),
            1 => Absurd[dice.Of(Absurd.Length)],
            2 => starts[segment] + (ulong)at,
            3 => AnyWord(ref dice),
            4 => starts[dice.Of(starts.Length)],
            5 => BitConverter.ToUInt64(word) + (ulong)(dice.Of(65) - 32),
            _ => dice.Roll(),
        };
        BitConverter.TryWriteBytes(word, value);
        for (var i = 0; i < room; i++)
            Put(place + i, word[i]);
    }

    // what is a pointer elsewhere, is one here: to the wrong kind of thing, or back to where the walk came from
    private ulong AnyWord(ref Dice dice) => BitConverter.ToUInt64(bytes, dice.Of(bytes.Length - 8) & ~7);

    private void Put(int place, byte value)
    {
        changed.Push((place, bytes[place]));
        bytes[place] = value;
    }
}
