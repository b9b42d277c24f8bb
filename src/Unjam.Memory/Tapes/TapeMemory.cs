namespace Unjam.Memory;

/// <summary>The memory of a process as a tape has it. What is not on the tape cannot be read, always.</summary>
public sealed class TapeMemory : IMemory
{
    private readonly Tape tape;
    private readonly MemoryLines known = new();

    /// <summary>Stands at the first look.</summary>
    public TapeMemory(Tape tape)
    {
        this.tape = tape;
        Apply();
    }

    /// <summary>The look that reads are answered from.</summary>
    public int Look { get; private set; }

    /// <summary>Goes on to the next look; false when this was the last.</summary>
    public bool TryNext()
    {
        if (Look + 1 >= tape.Looks)
            return false;
        Look++;
        Apply();
        return true;
    }

    /// <inheritdoc/>
    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        if (tape.Looks > 0 && tape.All[Look].IsGone)
            throw new MemoryGoneException("the process had gone when this was recorded");
        for (var whole = 0; whole < ranges.Length; whole++)
        {
            var range = ranges[whole];
            if (!known.TryRead(range.Start, into[..range.Length]))
                return whole;
            into = into[range.Length..];
        }

        return ranges.Length;
    }

    private void Apply()
    {
        if (tape.Looks == 0)
            return;
        foreach (var run in tape.All[Look].Runs)
            known.Write(run.At, run.Bytes.Span);
    }
}
