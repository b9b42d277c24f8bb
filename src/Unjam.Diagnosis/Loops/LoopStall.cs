namespace Unjam.Diagnosis;

/// <summary>One block of a loop with what is said of it alone.</summary>
/// <param name="Block">The callback that held the loop.</param>
/// <param name="Finding">The judgement.</param>
public sealed record LoopStall(Block Block, Finding Finding);
