using System.Numerics;

namespace Unjam.Memory;

/// <summary>Known bytes of an address space, in lines of 64 with a mask of those that are known.</summary>
internal sealed class MemoryLines
{
    private const int Size = 64;

    private readonly Dictionary<ulong, Line> lines = [];

    /// <summary>Stores bytes; later ones win.</summary>
    public void Write(Address at, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var (key, from, length) = Part(at, bytes.Length);
            if (!lines.TryGetValue(key, out var line))
                lines.Add(key, line = new Line());
            bytes[..length].CopyTo(line.Bytes.AsSpan(from));
            line.Known |= Mask(from, length);
            at += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Copies a range; false when a byte of it is not known.</summary>
    public bool TryRead(Address at, Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            var (key, from, length) = Part(at, into.Length);
            var mask = Mask(from, length);
            if (!lines.TryGetValue(key, out var line) || (line.Known & mask) != mask)
                return false;
            line.Bytes.AsSpan(from, length).CopyTo(into);
            at += length;
            into = into[length..];
        }

        return true;
    }

    /// <summary>Whether exactly these bytes are known to be there.</summary>
    public bool Holds(Address at, ReadOnlySpan<byte> bytes)
    {
        var known = new byte[bytes.Length];
        return TryRead(at, known) && bytes.SequenceEqual(known);
    }

    /// <summary>All that is known, by address, neighbours merged.</summary>
    public List<TapeRun> ToRuns()
    {
        var runs = new List<TapeRun>();
        var pending = new List<byte>();
        var start = Address.Null;
        foreach (var (key, line) in lines.OrderBy(line => line.Key))
        {
            for (var from = 0; from < Size;)
            {
                from += BitOperations.TrailingZeroCount(line.Known >> from);
                if (from >= Size)
                    break;
                var length = Math.Min(Size - from, BitOperations.TrailingZeroCount(~(line.Known >> from)));
                var at = new Address((key * Size) + (ulong)from);
                if (pending.Count > 0 && at != start + pending.Count)
                {
                    runs.Add(new TapeRun(start, pending.ToArray()));
                    pending.Clear();
                }

                if (pending.Count == 0)
                    start = at;
                pending.AddRange(line.Bytes.AsSpan(from, length));
                from += length;
            }
        }

        if (pending.Count > 0)
            runs.Add(new TapeRun(start, pending.ToArray()));
        return runs;
    }

    private static (ulong Key, int From, int Length) Part(Address at, int rest)
    {
        var from = (int)(at.Value % Size);
        return (at.Value / Size, from, Math.Min(rest, Size - from));
    }

    private static ulong Mask(int from, int length) => (length == Size ? ulong.MaxValue : (1UL << length) - 1) << from;

    private sealed class Line
    {
        public byte[] Bytes { get; } = new byte[Size];

        public ulong Known { get; set; }
    }
}
