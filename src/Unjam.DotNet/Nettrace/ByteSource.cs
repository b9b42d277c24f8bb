namespace Unjam.DotNet.Nettrace;

/// <summary>A stream, read in pieces. Its buffer grows only with bytes that came: a size that is claimed allocates nothing.</summary>
internal sealed class ByteSource(Stream stream)
{
    private const int FirstBuffer = 1 << 16;

    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;

    /// <summary>Bytes that were taken.</summary>
    public long Position { get; private set; }

    /// <summary>The stream has no more bytes than those that were asked for.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Waits until so many bytes are there; false when the stream ends before.</summary>
    public bool Has(int count)
    {
        while (end - start < count)
        {
            if (end == buffer.Length)
                MakeRoom();
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read <= 0)
            {
                HasEnded = true;
                return false;
            }

            end += read;
        }

        return true;
    }

    /// <summary>The next bytes, of which <see cref="Has"/> has said that they are there. Good until it is asked again.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = buffer.AsSpan(start, count);
        start += count;
        Position += count;
        return taken;
    }

    // a buffer that is half used up moves down, a full one doubles
    private void MakeRoom()
    {
        var held = end - start;
        var room = held > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, held).CopyTo(room);
        buffer = room;
        start = 0;
        end = held;
    }
}
