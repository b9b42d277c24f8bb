namespace Unjam.Memory;

/// <summary>Consecutive bytes on a tape.</summary>
internal readonly record struct TapeRun(Address At, ReadOnlyMemory<byte> Bytes);
