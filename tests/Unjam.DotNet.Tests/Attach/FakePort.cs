using System.Buffers.Binary;
using System.Net.Sockets;
using Unjam.DotNet.Attach;

namespace Unjam.DotNet.Tests.Attach;

/// <summary>A port on which anything may answer. It serves one connection after the other, on a thread of its own.</summary>
internal sealed class FakePort : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():N}");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Thread thread;

    /// <param name="answer">Gets the command, its payload and the connection, and does with it what it likes.</param>
    public FakePort(Action<ushort, byte[], Socket> answer)
    {
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        thread = new Thread(() => Serve(answer)) { IsBackground = true };
        thread.Start();
    }

    public DiagnosticsPort Port => new(path);

    /// <summary>An answer of a runtime: yes or no.</summary>
    public static byte[] Answer(bool isYes, byte[] payload)
    {
        var message = new byte[20 + payload.Length];
        "DOTNET_IPC_V1\0"u8.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        message[16] = 0xff;
        message[17] = (byte)(isYes ? 0 : 0xff);
        payload.CopyTo(message, 20);
        return message;
    }

    public void Dispose()
    {
        listener.Dispose();
        thread.Join(TimeSpan.FromSeconds(10));
        File.Delete(path);
    }

    private void Serve(Action<ushort, byte[], Socket> answer)
    {
        try
        {
            while (true)
            {
                // a connection is closed by whoever made it, or by the answer
                var connection = listener.Accept();
                var header = Exactly(connection, 20);
                var payload = Exactly(connection, BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(14)) - 20);
                answer(BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)), payload, connection);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            listener.Dispose();
        }
    }

    private static byte[] Exactly(Socket connection, int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
            got += connection.Receive(bytes.AsSpan(got)) is > 0 and var read ? read : throw new SocketException((int)SocketError.ConnectionReset);
        return bytes;
    }
}
