using Unjam.Memory;

namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>Notes which ranges were read of a memory.</summary>
internal sealed class NotingMemory(IMemory inner) : IMemory
{
    public HashSet<MemoryRange> Ranges { get; } = [];

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        var read = inner.Read(ranges, into);
        foreach (var range in ranges[..read])
            Ranges.Add(range);
        return read;
    }
}
