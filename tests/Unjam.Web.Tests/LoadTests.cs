using System.Net.Sockets;
using System.Text;
using Unjam.Fleet;
using Unjam.Live;

namespace Unjam.Web.Tests;

/// <summary>What clients can do to the server on purpose or by mistake.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ThousandSlowConnections_Open_DoNotKeepAScraperOut()
    {
        await using var served = await Served.Start();
        var slow = new List<TcpClient>();
        try
        {
            for (var count = 0; count < 1_000; count++)
            {
                var client = await served.Connect();
                slow.Add(client);
                await Try(client, count % 3 == 0 ? "" : "GET /metrics HTTP/1.1\r\nHost: loc");
                if (count % 250 == 249)
                    Assert.Equal(200, (await served.Get("/metrics")).Status);
            }

            Assert.Equal(200, (await served.GetWithToken("/api/page")).Status);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Scraper_ThatDoesNotRead_IsCutOff()
    {
        // far more than the buffers of both sockets hold
        var targets = Views.Of([.. Enumerable.Repeat(WatchState.Watching, 2_000)]);
        await using var served = await Served.Start(() => targets);
        using var client = await served.Connect();
        client.ReceiveBufferSize = 4096;
        for (var times = 0; times < 4; times++)
            await Try(client, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Eventually.True(() => IsReset(client.Client), Limit, "the server still waits for a reader that does not read");
        Assert.Equal(200, (await served.Get("/healthz")).Status);
    }

    [Fact]
    public async Task Stream_OfTheLive_SendsTheDocumentAndThenTicks()
    {
        await using var served = await Served.Start();
        using var client = await served.Connect();
        await Try(client, $"GET /api/stream?target={Views.Shop} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}\r\n\r\n");
        var text = await ReadUntil(client, "event: tick");
        Assert.Contains("Content-Type: text/event-stream", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("event: page\ndata: {\"schema\":\"unjam.page/1\"", StringComparison.Ordinal) > 0, text);
    }

    [Fact]
    public async Task Streams_BeyondTheMost_AreTurnedAwayUntilOneEnds()
    {
        await using var served = await Served.Start();
        var clients = new List<TcpClient>();
        try
        {
            for (var count = 0; count < 16; count++)
            {
                clients.Add(await served.Connect());
                await Try(clients[^1], $"GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}\r\n\r\n");
                await ReadUntil(clients[^1], "event: page");
            }

            Assert.Equal(503, (await served.GetWithToken("/api/stream")).Status);
            Assert.Equal(200, (await served.Get("/metrics")).Status);
            clients[0].Dispose();
            Eventually.True(() => IsServed(served), Limit, "the place of a stream that has ended is not given again");
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Server_ThatStops_EndsStreamsAtOnce()
    {
        var served = await Served.Start();
        using var client = await served.Connect();
        await Try(client, $"GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}\r\n\r\n");
        await ReadUntil(client, "event: page");
        var began = TimeProvider.System.GetTimestamp();
        await served.DisposeAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(2));
        Eventually.True(() => IsReset(client.Client), Limit, "the stream goes on after the server has stopped");
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsSaidClearly()
    {
        await using var served = await Served.Start();
        var content = new WebContent(() => Views.Empty, (_, _) => null, _ => null, []);
        var refused = await Assert.ThrowsAsync<BindException>(() => WebServer.Start(new([served.At], null, "0.1.0"), content, TimeProvider.System));
        Assert.Equal($"Cannot listen at {served.At}: another program does already. End it, or choose another port with --listen.", refused.Message);
        var elsewhere = new System.Net.IPEndPoint(System.Net.IPAddress.Parse("192.0.2.1"), 0);
        refused = await Assert.ThrowsAsync<BindException>(() => WebServer.Start(new([elsewhere], null, "0.1.0"), content, TimeProvider.System));
        Assert.Contains("does not have that address", refused.Message, StringComparison.Ordinal);
    }

    private static bool IsServed(Served served)
    {
        using var client = served.Connect().GetAwaiter().GetResult();
        Try(client, $"GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}\r\n\r\n").GetAwaiter().GetResult();
        return ReadUntil(client, "\r\n\r\n").GetAwaiter().GetResult().StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
    }

    private static bool IsReset(Socket socket)
    {
        var bytes = new byte[64];
        try
        {
            socket.Blocking = false;
            socket.Send("x"u8);
            return socket.Poll(0, SelectMode.SelectError);
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted;
        }
    }

    private static async Task Try(TcpClient client, string text)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (IOException)
        {
            Assert.False(client.Client.Poll(0, SelectMode.SelectError) && client.Client.Available > 0); // its seat was given to another
        }
    }

    private static async Task<string> ReadUntil(TcpClient client, string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        var whole = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!whole.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await client.GetStream().ReadAsync(buffer, limit.Token);
            Assert.True(count > 0, $"closed before \"{text}\": {whole}");
            whole.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return whole.ToString();
    }
}
