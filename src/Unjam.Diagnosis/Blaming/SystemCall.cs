namespace Unjam.Diagnosis;

/// <summary>A system call in which a thread can wait.</summary>
internal sealed record SystemCall(string Name, SystemCallKind Kind);
