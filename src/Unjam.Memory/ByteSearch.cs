namespace Unjam.Memory;

/// <summary>Searches memory for bytes, in pieces.</summary>
public static class ByteSearch
{
    private const int Piece = 64 * 1024;
    private const ulong MostBytes = 1UL << 30;

    /// <summary>Finds where <paramref name="pattern"/> stands, as offsets from <paramref name="start"/> that are multiples of <paramref name="alignment"/>.</summary>
    /// <returns>How many places were found, at most as many as there is room for. What cannot be read ends the search.</returns>
    public static int Find(IMemory memory, Address start, ulong length, ReadOnlySpan<byte> pattern, int alignment, Span<long> places)
    {
        length = Math.Min(length, MostBytes);
        var piece = new byte[Piece + pattern.Length - 1];
        var found = 0;
        for (long done = 0; done < (long)length; done += Piece)
        {
            var bytes = piece.AsSpan(0, (int)Math.Min(piece.Length, (long)length - done));
            var range = new MemoryRange(start + done, bytes.Length);
            if (memory.Read(new ReadOnlySpan<MemoryRange>(in range), bytes) != 1)
                break;

            for (var at = 0; found < places.Length;)
            {
                var next = bytes[at..].IndexOf(pattern);
                if (next < 0)
                    break;
                at += next;
                if (at < Piece && (done + at) % alignment == 0)
                    places[found++] = done + at;
                at++;
            }

            if (found == places.Length)
                break;
        }

        return found;
    }
}
