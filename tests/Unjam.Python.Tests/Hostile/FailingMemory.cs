using Unjam.Memory;

namespace Unjam.Python.Tests.Hostile;

/// <summary>A memory of which one read, counted from the first, fails: as unreadable, or because the process is gone.</summary>
internal sealed class FailingMemory(IMemory inner, int failing, bool isGone) : IMemory
{
    /// <summary>How many ranges were asked for.</summary>
    public int Reads { get; private set; }

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        var first = Reads;
        Reads += ranges.Length;
        if (failing < first || failing >= Reads)
            return inner.Read(ranges, into);
        return isGone ? throw new MemoryGoneException("it has exited") : inner.Read(ranges[..(failing - first)], into);
    }
}
