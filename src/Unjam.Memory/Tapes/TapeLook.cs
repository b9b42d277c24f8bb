namespace Unjam.Memory;

/// <summary>What one look read that was not on the tape before.</summary>
/// <param name="Runs">The new bytes, by address.</param>
/// <param name="IsGone">Whether the look found the address space gone.</param>
internal sealed record TapeLook(IReadOnlyList<TapeRun> Runs, bool IsGone);
