using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Unjam.DotNet.Attach;

/// <summary>
/// A connection to a runtime's port: a command, its answer, and for a session the stream that follows. The protocol is
/// https://github.com/dotnet/diagnostics/blob/main/documentation/design-docs/ipc-protocol.md.
/// </summary>
/// <remarks>Every call blocks in the kernel: no thread of the shared pool is needed, which may be exhausted just now.</remarks>
internal sealed class DiagnosticsConnection : IDisposable
{
    private const int HeaderBytes = 20;
    private const int SizeAt = 14;
    private const byte ServerSet = 0xff;

    private readonly Socket socket;
    private readonly Patience patience;

    private DiagnosticsConnection(Socket socket, Patience patience) => (this.socket, this.patience) = (socket, patience);

    private static ReadOnlySpan<byte> Magic => "DOTNET_IPC_V1\0"u8;

    /// <summary>What follows the answer.</summary>
    public Stream Stream => StreamWith(patience);

    /// <exception cref="DiagnosticsException">The port refuses.</exception>
    public static DiagnosticsConnection Open(DiagnosticsPort port, Patience patience)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // bounds the connection too, where the queue of the port is full
            socket.SendTimeout = (int)patience.Silence.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(port.Path));
            RefuseStranger(socket, port);
            return new DiagnosticsConnection(socket, patience);
        }
        catch (DiagnosticsException)
        {
            socket.Dispose();
            throw;
        }
        catch (SocketException failed)
        {
            socket.Dispose();
            throw new DiagnosticsException(
                DiagnosticsFailure.Refused, $"The diagnostics port {port.Path} refuses ({failed.Message}): it wants the user of its process, or root.", failed);
        }
    }

    /// <summary>Sends a command.</summary>
    /// <exception cref="DiagnosticsException">The port breaks off.</exception>
    public void Send(DiagnosticsCommand command, ReadOnlySpan<byte> payload)
    {
        var message = new byte[HeaderBytes + payload.Length];
        Magic.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(SizeAt), checked((ushort)message.Length));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(SizeAt + 2), (ushort)command);
        payload.CopyTo(message.AsSpan(HeaderBytes));
        try
        {
            for (var sent = 0; sent < message.Length;)
                sent += socket.Send(message.AsSpan(sent));
        }
        catch (SocketException failed)
        {
            throw new DiagnosticsException(DiagnosticsFailure.NoAnswer, $"The runtime broke the connection off: {failed.Message}", failed);
        }
    }

    /// <summary>Waits for the answer.</summary>
    /// <returns>Its payload.</returns>
    /// <exception cref="DiagnosticsException">There is none in time, or it says no.</exception>
    public byte[] Answer()
    {
        try
        {
            var began = patience.Time.GetTimestamp();
            var header = Exactly(HeaderBytes, began);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(SizeAt));
            if (!header.AsSpan(0, SizeAt).SequenceEqual(Magic) || size < HeaderBytes || header[SizeAt + 2] != ServerSet)
                throw new DiagnosticsException(DiagnosticsFailure.NoAnswer, "What answers on the diagnostics port is no .NET runtime.");
            var payload = Exactly(size - HeaderBytes, began);
            if (header[SizeAt + 3] == 0)
                return payload;
            var error = payload.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(payload) : 0;
            throw new DiagnosticsException(DiagnosticsFailure.Rejected, $"The runtime rejects the command (0x{error:x8}).");
        }
        catch (Exception failed) when (failed is IOException or TimeoutException)
        {
            throw new DiagnosticsException(DiagnosticsFailure.NoAnswer, $"The runtime does not answer on its diagnostics port: {failed.Message}", failed);
        }
    }

    /// <summary>What follows the answer, read with another patience than the answer.</summary>
    public Stream StreamWith(Patience other) => new PatientStream(socket, other);

    // one byte now and then is no answer either
    private byte[] Exactly(int count, long began)
    {
        using var stream = Stream;
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            got += stream.Read(bytes.AsSpan(got)) is > 0 and var read ? read : throw new IOException("The connection was closed.");
            if (patience.Time.GetElapsedTime(began) > patience.Silence && got < count)
                throw new TimeoutException($"Only a part came within {patience.Silence.TotalSeconds:0.#} s.");
        }

        return bytes;
    }

    public void Dispose() => socket.Dispose();

    // A socket's file may be anybody's, and a message names the process as what it says of itself: struct ucred of unix(7).
    private static void RefuseStranger(Socket socket, DiagnosticsPort port)
    {
        const int SocketLevel = 1;
        const int PeerCredentials = 17;
        if (port.Pid is not { } expected)
            return;
        Span<int> peer = stackalloc int[3];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, MemoryMarshal.AsBytes(peer));
        // 0: it is in another process namespace, where it has no number for us
        if (peer[0] != expected && peer[0] != 0)
            throw new DiagnosticsException(DiagnosticsFailure.Stranger, $"On the diagnostics port of process {expected}, {port.Path}, process {peer[0]} listens: it is not asked.");
    }
}
