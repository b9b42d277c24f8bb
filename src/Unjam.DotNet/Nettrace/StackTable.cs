using System.Buffers.Binary;

namespace Unjam.DotNet.Nettrace;

/// <summary>The stacks since the last sequence point, by number. A sequence point ends their numbers: they are given again after it.</summary>
internal sealed class StackTable(NettraceLimits limits)
{
    private readonly Dictionary<int, (int At, int Count)> places = [];
    private ulong[] addresses = new ulong[1024];
    private int used;

    public ReadOnlySpan<ulong> this[int id] =>
        places.TryGetValue(id, out var place) ? addresses.AsSpan(place.At, place.Count) : [];

    public void Clear()
    {
        places.Clear();
        used = 0;
    }

    /// <summary>Adds what a stack block holds.</summary>
    /// <returns>False when it makes no sense, or is more than the limits allow.</returns>
    public bool Add(ReadOnlySpan<byte> block)
    {
        var cursor = new Cursor(block);
        var id = cursor.Int32();
        var count = cursor.Int32();
        for (var added = 0; added < count && !cursor.Failed; added++)
        {
            var bytes = cursor.Bytes(cursor.Int32());
            if (cursor.Failed || bytes.Length % sizeof(ulong) != 0 || !HasRoom(bytes.Length / sizeof(ulong)))
                return false;
            places[unchecked(id + added)] = (used, bytes.Length / sizeof(ulong));
            for (; bytes.Length > 0; bytes = bytes[sizeof(ulong)..])
                addresses[used++] = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        return !cursor.Failed;
    }

    private bool HasRoom(int more)
    {
        if (used + more > limits.StackAddresses || places.Count >= limits.Stacks)
            return false;
        if (used + more > addresses.Length)
            Array.Resize(ref addresses, Math.Max(used + more, addresses.Length * 2));
        return true;
    }
}
