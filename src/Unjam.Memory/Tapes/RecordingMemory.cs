namespace Unjam.Memory;

/// <summary>Passes reads on to another memory and keeps what they gave. What could not be read is not kept, so it fails on replay, too.</summary>
public sealed class RecordingMemory(IMemory inner) : IMemory
{
    private readonly MemoryLines known = new();
    private readonly List<TapeLook> looks = [];
    private MemoryLines fresh = new();
    private bool isGone;

    /// <inheritdoc/>
    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        int whole;
        try
        {
            whole = inner.Read(ranges, into);
        }
        catch (MemoryGoneException)
        {
            isGone = true;
            throw;
        }

        foreach (var range in ranges[..whole])
        {
            Keep(range.Start, into[..range.Length]);
            into = into[range.Length..];
        }

        return whole;
    }

    /// <summary>Ends a look: what is read from now on belongs to the next.</summary>
    public void EndLook()
    {
        looks.Add(new TapeLook(fresh.ToRuns(), isGone));
        fresh = new MemoryLines();
        isGone = false;
    }

    /// <summary>The looks that have been ended.</summary>
    public Tape ToTape(IReadOnlyDictionary<string, string> notes) => new(notes, [.. looks]);

    private void Keep(Address at, ReadOnlySpan<byte> bytes)
    {
        if (known.Holds(at, bytes))
            return;
        known.Write(at, bytes);
        fresh.Write(at, bytes);
    }
}
