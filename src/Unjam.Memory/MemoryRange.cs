namespace Unjam.Memory;

/// <summary>Consecutive bytes of another process.</summary>
public readonly record struct MemoryRange(Address Start, int Length)
{
    public Address End => Start + Length;
}
