using System.Text;

namespace Unjam.Memory;

/// <summary>Takes the parts of a tape one after another and never more than there is.</summary>
internal sealed class TapeCursor(ReadOnlyMemory<byte> rest)
{
    public bool IsAtEnd => rest.IsEmpty;

    public byte Byte() => Take(1).Span[0];

    /// <exception cref="TapeException">The number does not fit into 64 bits, or the tape ends in it.</exception>
    public ulong Number()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && part > 1)
                break;
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }

        throw new TapeException("a number in it is too large");
    }

    /// <summary>A number of things, each of which takes a byte at least.</summary>
    public int Count(int most)
    {
        var count = Number();
        return count <= (ulong)most && count <= (ulong)rest.Length
            ? (int)count
            : throw new TapeException($"it claims to have {count} parts");
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var length = Number();
        return length <= (ulong)rest.Length ? Take((int)length) : throw new TapeException("it ends too early");
    }

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > rest.Length)
            throw new TapeException("it ends too early");
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
