namespace Unjam.Model;

/// <summary>A list of facts whose storage is kept from one look to the next, so that a look allocates nothing once it has grown.</summary>
public sealed class Rows<T>
{
    private T[] items = [];

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The row at an index below <see cref="Count"/>.</summary>
    public ref readonly T this[int index] => ref Span[index];

    /// <summary>All rows, valid until the next change.</summary>
    public ReadOnlySpan<T> Span => items.AsSpan(0, Count);

    /// <summary>The rows of one owner, as its <see cref="Slice"/> names them.</summary>
    public ReadOnlySpan<T> Of(Slice slice) => Span.Slice(slice.Start, slice.Count);

    public void Add(in T row)
    {
        if (Count == items.Length)
            Array.Resize(ref items, Math.Max(8, Count * 2));
        items[Count++] = row;
    }

    public void Replace(int index, in T row) => items.AsSpan(0, Count)[index] = row;

    /// <summary>Forgets the rows and keeps the storage.</summary>
    public void Clear()
    {
        Array.Clear(items, 0, Count);
        Count = 0;
    }
}
