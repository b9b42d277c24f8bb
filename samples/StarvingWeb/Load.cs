using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StarvingWeb;

/// <summary>What some clients saw that ask again and again. They have threads of their own: they share a process with the service, not its pool.</summary>
internal sealed record Load(double PerSecond, TimeSpan Median, TimeSpan Longest)
{
    public static Load Run(int port, string path, int clients, TimeSpan duration)
    {
        var waits = new ConcurrentBag<TimeSpan>();
        var began = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, clients).Select(_ => new Thread(() => Ask(port, path, began, duration, waits), 256 << 10)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var sorted = waits.Order().ToArray();
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return sorted.Length == 0 ? new Load(0, duration, duration) : new Load(sorted.Length / took, sorted[sorted.Length / 2], sorted[^1]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{PerSecond:0} requests/s, half of them within {Median.TotalMilliseconds:0} ms, all within {Longest.TotalMilliseconds:0} ms");

    private static void Ask(int port, string path, long began, TimeSpan duration, ConcurrentBag<TimeSpan> waits)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        socket.Connect(IPAddress.Loopback, port);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var answer = new byte[4096];
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            var sent = Stopwatch.GetTimestamp();
            socket.Send(request);
            for (var length = 0; !IsWhole(answer.AsSpan(0, length));)
            {
                var got = socket.Receive(answer.AsSpan(length));
                if (got == 0)
                    return;
                length += got;
            }

            waits.Add(Stopwatch.GetElapsedTime(sent));
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer) =>
        answer.EndsWith(answer.IndexOf("chunked"u8) >= 0 ? "\r\n0\r\n\r\n"u8 : "three orders"u8);
}
