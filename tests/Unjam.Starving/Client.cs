using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Unjam.Starving;

/// <summary>One connection that asks again as soon as it was answered, by calls that block the thread of its own.</summary>
public sealed class Client(int port)
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> answered = [];
    private long asked = Stopwatch.GetTimestamp();

    /// <summary>How long each answer took, and how long the one that is missing has taken so far.</summary>
    public TimeSpan[] Waits()
    {
        lock (gate)
            return [.. answered, Stopwatch.GetElapsedTime(asked)];
    }

    public void Ask(int times)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        var buffer = new byte[4096];
        for (var i = 0; i < times; i++)
        {
            socket.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
            // chunked: the answer ends with an empty chunk
            for (var count = 0; !buffer.AsSpan(0, count).EndsWith("0\r\n\r\n"u8);)
            {
                var more = socket.Receive(buffer.AsSpan(count));
                if (more == 0)
                    return;
                count += more;
            }

            lock (gate)
            {
                answered.Add(Stopwatch.GetElapsedTime(asked));
                asked = Stopwatch.GetTimestamp();
            }
        }
    }
}
