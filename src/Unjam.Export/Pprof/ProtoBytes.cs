using System.Buffers;
using System.Text;

namespace Unjam.Export.Pprof;

/// <summary>A message of protocol buffers as it is being written: variable-length numbers, and texts and messages after their length.</summary>
internal sealed class ProtoBytes
{
    private const int Number = 0;
    private const int Delimited = 2;
    private const int LongestNumber = 10;

    private readonly ArrayBufferWriter<byte> buffer = new();

    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public void Clear() => buffer.ResetWrittenCount();

    /// <summary>A number; zero is what its absence means, and is not written.</summary>
    public void Put(int field, ulong value)
    {
        if (value == 0)
            return;
        PutNumber((ulong)((field << 3) | Number));
        PutNumber(value);
    }

    public void Put(int field, ProtoBytes message) => Put(field, message.Written);

    /// <summary>A text, an empty one too: in a table its place counts.</summary>
    public void Put(int field, string text) => Put(field, Encoding.UTF8.GetBytes(text));

    public void PutPacked(int field, IEnumerable<ulong> values)
    {
        var packed = new ProtoBytes();
        foreach (var value in values)
            packed.PutNumber(value);
        Put(field, packed);
    }

    private void Put(int field, ReadOnlySpan<byte> bytes)
    {
        PutNumber((ulong)((field << 3) | Delimited));
        PutNumber((ulong)bytes.Length);
        buffer.Write(bytes);
    }

    private void PutNumber(ulong value)
    {
        var span = buffer.GetSpan(LongestNumber);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        buffer.Advance(length);
    }
}
