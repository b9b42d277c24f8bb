namespace Unjam.Memory;

/// <summary>The memory of another process. It can only be read.</summary>
public interface IMemory
{
    /// <summary>Reads many ranges, in their order, one after another into <paramref name="into"/>, in as few system calls as can be.</summary>
    /// <param name="ranges">What to read. Lengths are positive and add up to at most the length of <paramref name="into"/>.</param>
    /// <param name="into">Receives the bytes of all ranges, packed.</param>
    /// <returns>How many leading ranges were read whole. When it is fewer than asked, the next range is not readable and the rest were not tried.</returns>
    /// <exception cref="MemoryGoneException">The address space does not exist any more (exit or exec), or may not be read any more.</exception>
    int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into);
}
