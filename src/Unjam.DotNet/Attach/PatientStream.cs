using System.Net.Sockets;

namespace Unjam.DotNet.Attach;

/// <summary>Reads a socket that may fall silent. It does not own the socket.</summary>
internal sealed class PatientStream(Socket socket, Patience patience) : Stream
{
    // how soon a cancellation is noticed
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="TimeoutException">It said nothing for too long, or the caller has cancelled.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public override int Read(Span<byte> buffer)
    {
        var began = patience.Time.GetTimestamp();
        try
        {
            while (!socket.Poll(Slice, SelectMode.SelectRead))
            {
                if (patience.Cancellation.IsCancellationRequested)
                    throw new TimeoutException("It was cancelled.");
                if (patience.Time.GetElapsedTime(began) > patience.Silence)
                    throw new TimeoutException($"Nothing came for {patience.Silence.TotalSeconds:0.#} s.");
            }

            return socket.Receive(buffer);
        }
        catch (SocketException failed)
        {
            throw new IOException(failed.Message, failed);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
