namespace Unjam.Memory;

/// <summary>Bytes that were needed are not readable, or are not what they must be. Costs the unit that was being read (one thread, loop or pool), not the look.</summary>
public sealed class UnreadableException(string message) : Exception(message);
