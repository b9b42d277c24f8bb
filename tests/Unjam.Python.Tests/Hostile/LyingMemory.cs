using Unjam.Memory;

namespace Unjam.Python.Tests.Hostile;

/// <summary>A memory that changes some of what is read: bit flips, odd, kernel and self-referring pointers, absurd lengths. The same seed lies the same.</summary>
internal sealed class LyingMemory(IMemory inner, int seed) : IMemory
{
    private static readonly ulong[] Absurd =
    [
        0, 1, 7, 0xff, ulong.MaxValue, 1UL << 63, (1UL << 63) - 1, int.MaxValue, (1UL << 32) - 1, 1UL << 32, 0xffff_8000_0000_0000, 0xdead_beef_dead_bee8,
        0x7fff_ffff_fff8, 0x1001,
    ];

    private readonly Random random = new(seed);
    private readonly double share = Math.Pow(10, -1 - (seed % 4));
    private ulong remembered = 0x1000;

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        var read = inner.Read(ranges, into);
        var rest = into;
        for (var i = 0; i < read; i++)
        {
            Distort(ranges[i], rest[..ranges[i].Length]);
            rest = rest[ranges[i].Length..];
        }

        return random.NextDouble() < share / 50 ? random.Next(read + 1) : read;
    }

    private void Distort(MemoryRange range, Span<byte> bytes)
    {
        for (var at = 0; at + 8 <= bytes.Length; at += 8)
        {
            var word = bytes.Slice(at, 8);
            var value = BitConverter.ToUInt64(word);
            if (random.NextDouble() >= share / 4)
            {
                if (random.Next(16) == 0)
                    remembered = value;
                continue;
            }

            BitConverter.TryWriteBytes(word, random.Next(5) switch
            {
                0 => value ^ (1UL << random.Next(64)),
                1 => Absurd[random.Next(Absurd.Length)],
                2 => range.Start.Value + (ulong)at,
                3 => remembered,
                _ => (ulong)random.NextInt64(),
            });
        }

        if (bytes.Length < 8 && random.NextDouble() < share)
            random.NextBytes(bytes);
    }
}
