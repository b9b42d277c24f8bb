using System.Runtime.InteropServices;

namespace Unjam.DotNet.Stacks;

/// <summary>The names of methods as the runtime wrote them, in UTF-16, one after the other.</summary>
internal sealed class MethodNames(int most)
{
    private const int WorthIt = 1 << 20;

    private byte[] bytes = new byte[1 << 14];
    private int used;
    private int forgotten;

    public ReadOnlySpan<byte> TypeOf(in MethodPlace place) => bytes.AsSpan(place.NameAt, place.TypeBytes);

    public ReadOnlySpan<byte> NameOf(in MethodPlace place) => bytes.AsSpan(place.NameAt + place.TypeBytes, place.NameBytes);

    /// <summary>False when there is no room.</summary>
    public bool Add(ReadOnlySpan<byte> type, ReadOnlySpan<byte> name, out int at)
    {
        // two methods never have one place, also when they have no name
        var length = Math.Max(2, type.Length + name.Length);
        at = used;
        if (length > most - used)
            return false;
        if (used + length > bytes.Length)
            Array.Resize(ref bytes, (int)Math.Max(used + length, Math.Min(bytes.Length * 2L, most)));
        type.CopyTo(bytes.AsSpan(used));
        name.CopyTo(bytes.AsSpan(used + type.Length));
        used += length;
        return true;
    }

    /// <summary>A place is no more.</summary>
    public void Forget(in MethodPlace place) => forgotten += place.TypeBytes + place.NameBytes;

    /// <summary>Takes out the names of what was forgotten, when that is most of them.</summary>
    /// <returns>True when names were moved: those places are changed.</returns>
    public bool Compact(List<MethodPlace> places)
    {
        if (forgotten < WorthIt || forgotten < used / 2)
            return false;
        var old = bytes;
        (bytes, used, forgotten) = (new byte[Math.Max(1 << 14, used - forgotten)], 0, 0);
        foreach (ref var place in CollectionsMarshal.AsSpan(places))
        {
            var (at, type, name) = (place.NameAt, place.TypeBytes, place.NameBytes);

            // they had room before
            _ = Add(old.AsSpan(at, type), old.AsSpan(at + type, name), out var moved);
            place = place with { NameAt = moved };
        }

        return true;
    }

    public void Clear() => (used, forgotten) = (0, 0);
}
