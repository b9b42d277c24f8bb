namespace Unjam.Memory;

/// <summary>A file is not a tape that can be read. The message is one clause that says why.</summary>
public sealed class TapeException(string message) : Exception(message);
