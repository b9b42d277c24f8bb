namespace Unjam.Memory;

/// <summary>A place in another process's memory. It is a number that the target supplied: never trust it, never dereference it.</summary>
public readonly record struct Address(ulong Value) : IComparable<Address>
{
    public static Address Null => default;

    public bool IsNull => Value == 0;

    /// <summary>Whether a user-space object could begin here: not null, below the kernel half, aligned to eight bytes.</summary>
    public bool IsPlausibleObject => Value is >= 0x1000 and < 0x0000_8000_0000_0000 && (Value & 7) == 0;

    public int CompareTo(Address other) => Value.CompareTo(other.Value);

    public static Address operator +(Address at, long offset) => new(unchecked(at.Value + (ulong)offset));

    public static long operator -(Address a, Address b) => unchecked((long)(a.Value - b.Value));

    public static bool operator <(Address a, Address b) => a.Value < b.Value;

    public static bool operator >(Address a, Address b) => a.Value > b.Value;

    public static bool operator <=(Address a, Address b) => a.Value <= b.Value;

    public static bool operator >=(Address a, Address b) => a.Value >= b.Value;

    public override string ToString() => $"0x{Value:x}";
}
