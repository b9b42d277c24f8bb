namespace Unjam.Memory.Tests;

/// <summary>A few bytes at an address, and nothing else.</summary>
internal sealed class BytesMemory(Address start, byte[] bytes) : IMemory
{
    public byte[] Bytes { get; } = bytes;

    /// <summary>How many reads have been asked for.</summary>
    public int Reads { get; private set; }

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        Reads++;
        for (var whole = 0; whole < ranges.Length; whole++)
        {
            var range = ranges[whole];
            var from = unchecked(range.Start.Value - start.Value);
            if (from > (ulong)Bytes.Length || (ulong)range.Length > (ulong)Bytes.Length - from)
                return whole;
            Bytes.AsSpan((int)from, range.Length).CopyTo(into);
            into = into[range.Length..];
        }

        return ranges.Length;
    }
}
