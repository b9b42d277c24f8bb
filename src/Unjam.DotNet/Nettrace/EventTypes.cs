using System.Collections.Immutable;

namespace Unjam.DotNet.Nettrace;

/// <summary>The kinds of events that a stream has described so far, by the number it gave them.</summary>
internal sealed class EventTypes(NettraceLimits limits)
{
    private const int ObjectType = 1;
    private const int DeepestObject = 8;

    private readonly Dictionary<int, EventType> types = [];

    public EventType? Find(int id) => types.GetValueOrDefault(id);

    /// <summary>Adds the description in the payload of a metadata event.</summary>
    /// <returns>False when it makes no sense or there are too many.</returns>
    public bool Add(ReadOnlySpan<byte> payload)
    {
        var cursor = new Cursor(payload);
        var id = cursor.Int32();
        var provider = Cursor.Text(cursor.Utf16(), limits.NameLength);
        var number = cursor.Int32();
        var name = Cursor.Text(cursor.Utf16(), limits.NameLength);
        _ = cursor.Int64(); // keywords
        var version = cursor.Int32();
        _ = cursor.Int32(); // level
        if (cursor.Failed || (types.Count >= limits.EventTypes && !types.ContainsKey(id)))
            return false;
        types[id] = new EventType(KnownEvents.Find(provider, number, name), provider, number, name, version, Fields(ref cursor));
        return true;
    }

    /// <summary>Reads the fields; those of nested objects take the place of the object.</summary>
    private ImmutableArray<EventField> Fields(ref Cursor cursor)
    {
        var fields = ImmutableArray.CreateBuilder<EventField>();
        Span<int> open = stackalloc int[DeepestObject];
        var depth = 0;
        open[0] = cursor.Int32();
        while (depth >= 0)
        {
            if (open[depth]-- <= 0)
            {
                // the name of an object follows its fields
                if (--depth >= 0)
                    _ = cursor.Utf16();
                continue;
            }

            var type = cursor.Int32();
            if (type == ObjectType)
            {
                if (++depth == DeepestObject)
                    return default;
                open[depth] = cursor.Int32();
            }
            else
            {
                fields.Add(new EventField(Cursor.Text(cursor.Utf16(), limits.NameLength), (TypeCode)type));
            }

            if (cursor.Failed || fields.Count > limits.Fields)
                return default;
        }

        return cursor.Failed || fields.Count == 0 ? default : fields.ToImmutable();
    }
}
