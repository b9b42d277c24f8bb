namespace Unjam.Model;

/// <summary>Which rows of a shared list belong to one owner.</summary>
public readonly record struct Slice(int Start, int Count)
{
    public static Slice Empty => default;
}
