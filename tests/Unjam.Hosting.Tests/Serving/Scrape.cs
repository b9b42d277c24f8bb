using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Unjam.Hosting.Tests.Serving;

/// <summary>One HTTP exchange, byte by byte.</summary>
public static class Scrape
{
    public const string Metrics = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    /// <summary>Sends bytes and reads all that comes until the other side closes.</summary>
    public static string Of(IPEndPoint server, string request)
    {
        using var socket = Open(server);
        socket.Send(Encoding.Latin1.GetBytes(request));
        return ReadAll(socket);
    }

    public static Socket Open(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000, SendTimeout = 10_000 };
        socket.Connect(server);
        return socket;
    }

    public static string ReadAll(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (socket.Receive(buffer) is > 0 and var got)
                text.Append(Encoding.UTF8.GetString(buffer, 0, got));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            text.Append("(reset)");
        }

        return text.ToString();
    }

    /// <summary>The value of a series, such as <c>threadpool_queue_length{pool="db"}</c>.</summary>
    public static double Value(string page, string series)
    {
        var line = Assert.Single(page.Split('\n'), line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(series.Length + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>What follows the head.</summary>
    public static string Body(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
