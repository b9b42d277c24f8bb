namespace Unjam.Memory.Tests;

/// <summary>Fails one read: the first range of it cannot be read, or the whole memory is gone.</summary>
internal sealed class FailingMemory(IMemory inner, int failingRead, bool isGone) : IMemory
{
    private int reads;

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        if (reads++ != failingRead)
            return inner.Read(ranges, into);
        return isGone ? throw new MemoryGoneException("gone") : 0;
    }
}
