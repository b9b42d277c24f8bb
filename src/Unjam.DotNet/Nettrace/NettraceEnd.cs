namespace Unjam.DotNet.Nettrace;

/// <summary>What the reading of a stream came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">One sentence that says so.</param>
/// <param name="Bytes">Bytes that were read.</param>
/// <param name="Events">Events that were handed on.</param>
/// <param name="Lost">Events that the process did not get into the stream, by the gaps in the sequence numbers of its threads.</param>
/// <param name="SkippedBlocks">Blocks that were given up in the middle, because what they hold makes no sense.</param>
public sealed record NettraceEnd(NettraceOutcome Outcome, string Message, long Bytes, long Events, long Lost, int SkippedBlocks)
{
    /// <summary>Everything that was written was read.</summary>
    public bool IsWhole => Outcome == NettraceOutcome.Complete && Lost == 0 && SkippedBlocks == 0;
}
