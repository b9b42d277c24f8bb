namespace Unjam.Memory;

/// <summary>A whole address space cannot be read any more: its process has exited, has become another program, or access was withdrawn.</summary>
public sealed class MemoryGoneException(string message) : Exception(message);
