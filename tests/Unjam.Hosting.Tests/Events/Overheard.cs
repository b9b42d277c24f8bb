using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Unjam.DotNet.Nettrace;

namespace Unjam.Hosting.Tests.Events;

/// <summary>Events of the provider as another process gets them: bytes, with fields that the stream itself describes.</summary>
internal sealed class Overheard : INettraceReceiver
{
    public ConcurrentQueue<(string Event, Dictionary<string, string> Fields)> Events { get; } = new();

    public void Begin(in TraceStart start)
    {
    }

    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Provider != UnjamEventSource.ProviderName || happened.Type.Fields.IsDefault)
            return;
        var fields = new Dictionary<string, string>();
        var rest = happened.Payload;
        foreach (var field in happened.Type.Fields)
            fields[field.Name] = Value(field.Type, ref rest);
        Events.Enqueue((happened.Type.Name, fields));
    }

    private static string Value(TypeCode type, ref ReadOnlySpan<byte> rest)
    {
        var here = rest;
        switch (type)
        {
            case TypeCode.Int32:
                rest = rest[4..];
                return BinaryPrimitives.ReadInt32LittleEndian(here).ToString(CultureInfo.InvariantCulture);
            case TypeCode.Int64:
                rest = rest[8..];
                return BinaryPrimitives.ReadInt64LittleEndian(here).ToString(CultureInfo.InvariantCulture);
            case TypeCode.Double:
                rest = rest[8..];
                return BinaryPrimitives.ReadDoubleLittleEndian(here).ToString(CultureInfo.InvariantCulture);
            case TypeCode.String:
                var length = 0;
                while (here[length] != 0 || here[length + 1] != 0)
                    length += 2;
                rest = rest[(length + 2)..];
                return Encoding.Unicode.GetString(here[..length]);
            default:
                throw new InvalidOperationException($"A field of type {type} is not in the contract.");
        }
    }
}
