using System.Text;

namespace Unjam.DotNet.Tests.Nettrace;

/// <summary>Writes streams as a runtime does, and as none would.</summary>
internal sealed class StreamMaker
{
    private readonly List<byte> bytes = [];

    public byte[] Bytes => [.. bytes];

    public static byte[] Utf16(string text) => Encoding.Unicode.GetBytes(text + '\0');

    /// <summary>What every stream begins with.</summary>
    public static StreamMaker Begun(int version = 4, int pointer = 8)
    {
        var made = new StreamMaker();
        made.Raw(With(writer =>
        {
            writer.Write("Nettrace"u8);
            writer.Write(20);
            writer.Write("!FastSerialization.1"u8);
        }));
        made.BeginObject("Trace", version);
        return made.Raw(With(writer =>
        {
            writer.Write(new byte[16]);
            writer.Write(1_000L);
            writer.Write(1_000_000_000L);
            writer.Write(pointer);
            writer.Write(4711);
            writer.Write(2);
            writer.Write(0);
            writer.Write((byte)6);
        }));
    }

    public StreamMaker Types(params (int Id, string Provider, int Event, string Name)[] types) =>
        Block("MetadataBlock", Events(true, [.. types.Select(type => new MadeEvent(0, 0, 0, Payload: Description(type.Id, type.Provider, type.Event, type.Name)))]));

    public StreamMaker Stacks(int first, params ulong[][] stacks) => Block("StackBlock", With(writer =>
    {
        writer.Write(first);
        writer.Write(stacks.Length);
        foreach (var stack in stacks)
        {
            writer.Write(stack.Length * 8);
            foreach (var address in stack)
                writer.Write(address);
        }
    }));

    public StreamMaker Compressed(params MadeEvent[] events) => Block("EventBlock", Events(true, events));

    public StreamMaker Plain(params MadeEvent[] events) => Block("EventBlock", Events(false, events));

    public StreamMaker SequencePoint(params (long Thread, uint Number)[] threads) => Block("SPBlock", With(writer =>
    {
        writer.Write(0L);
        writer.Write(threads.Length);
        foreach (var (thread, number) in threads)
        {
            writer.Write(thread);
            writer.Write(number);
        }
    }));

    public StreamMaker Block(string name, byte[] body, int? size = null)
    {
        BeginObject(name, 2);
        Raw(BitConverter.GetBytes(size ?? body.Length));
        while (bytes.Count % 4 != 0)
            bytes.Add(0);
        return Raw(body).Raw(6);
    }

    public StreamMaker Raw(params byte[] some)
    {
        bytes.AddRange(some);
        return this;
    }

    public byte[] End() => Raw(1).Bytes;

    public static byte[] With(Action<BinaryWriter> write)
    {
        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        write(writer);
        return body.ToArray();
    }

    public static byte[] Description(int id, string provider, int number, string name, Action<BinaryWriter>? fields = null) => With(writer =>
    {
        writer.Write(id);
        writer.Write(Utf16(provider));
        writer.Write(number);
        writer.Write(Utf16(name));
        writer.Write(0L);
        writer.Write(1);
        writer.Write(4);
        if (fields is null)
            writer.Write(0);
        else
            fields(writer);
    });

    private static byte[] Events(bool isCompressed, MadeEvent[] events) => With(writer =>
    {
        writer.Write((short)20);
        writer.Write((short)(isCompressed ? 1 : 0));
        writer.Write(new byte[16]);
        var (number, at) = (0U, 0L);
        foreach (var each in events)
        {
            var payload = each.Payload ?? [];
            if (isCompressed)
            {
                // a description has no number
                writer.Write((byte)(each.Type == 0 ? 1 | 4 | 8 | 128 : 1 | 2 | 4 | 8 | 128));
                writer.Write7BitEncodedInt(each.Type);
                if (each.Type != 0)
                {
                    writer.Write7BitEncodedInt((int)(each.Number - number - 1));
                    writer.Write7BitEncodedInt64(each.Thread);
                    writer.Write7BitEncodedInt(0);
                    number = each.Number;
                }

                writer.Write7BitEncodedInt64(each.Thread);
                writer.Write7BitEncodedInt(each.Stack);
                writer.Write7BitEncodedInt64(each.At - at);
                writer.Write7BitEncodedInt(payload.Length);
                at = each.At;
            }
            else
            {
                writer.Write(76 + payload.Length);
                writer.Write(each.Type);
                writer.Write(each.Number);
                writer.Write(each.Thread);
                writer.Write(each.Thread);
                writer.Write(0);
                writer.Write(each.Stack);
                writer.Write(each.At);
                writer.Write(new byte[32]);
                writer.Write(payload.Length);
            }

            writer.Write(payload);
            while (!isCompressed && writer.BaseStream.Position % 4 != 0)
                writer.Write((byte)0);
        }
    });

    private void BeginObject(string name, int version) => Raw(With(writer =>
    {
        writer.Write([5, 5, 1]);
        writer.Write(version);
        writer.Write(version);
        writer.Write(name.Length);
        writer.Write(Encoding.UTF8.GetBytes(name));
        writer.Write((byte)6);
    }));
}
