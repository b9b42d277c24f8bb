namespace Unjam.Diagnosis;

/// <summary>What a stack tells of a thread of .NET.</summary>
/// <param name="Works">It runs something: without work it waits in the machinery alone.</param>
/// <param name="IsWait">Its frames end in a call that waits.</param>
/// <param name="AwaitsTask">That call waits for a task.</param>
internal readonly record struct StackTold(bool Works, bool IsWait, bool AwaitsTask);
