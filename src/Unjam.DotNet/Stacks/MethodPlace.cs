namespace Unjam.DotNet.Stacks;

/// <summary>Where the machine code of a method lies, and its names in <see cref="MethodNames"/>.</summary>
internal readonly record struct MethodPlace(ulong Address, uint Size, ulong Module, int NameAt, ushort TypeBytes, ushort NameBytes) : IComparable<MethodPlace>
{
    public bool Holds(ulong address) => address >= Address && address - Address < Size;

    /// <summary>By address; of two at one, the earlier told first.</summary>
    public int CompareTo(MethodPlace other) => Address != other.Address ? Address.CompareTo(other.Address) : NameAt.CompareTo(other.NameAt);
}
