using System.Net;
using System.Net.Sockets;
using System.Text;
using Unjam.Live;

namespace Unjam.Hosting.Tests.Serving;

public sealed class MetricsServerTests
{
    [Fact]
    public void Scrape_OfAFreePort_IsAnsweredInTheTextFormat()
    {
        using var server = MetricsServer.Start(0, new Observed());
        var answer = Scrape.Of(server.Endpoint, Scrape.Metrics);
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\nprocess_cpu_seconds_total ", answer, StringComparison.Ordinal);
        Assert.True(IPAddress.IsLoopback(server.Endpoint.Address));
    }

    [Fact]
    public void Scrape_ThatPrefersOpenMetrics_GetsIt()
    {
        using var server = MetricsServer.Start(0, new Observed());
        var answer = Scrape.Of(server.Endpoint, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5\r\nConnection: close\r\n\r\n");
        Assert.Contains("Content-Type: application/openmetrics-text; version=1.0.0", answer, StringComparison.Ordinal);
        Assert.EndsWith("# EOF\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_ThatIsTaken_IsRefusedWithAClearMessage()
    {
        using var first = MetricsServer.Start(0, new Observed());
        var refused = Assert.Throws<ListenException>(() => MetricsServer.Start(first.Endpoint.Port, new Observed()));
        Assert.Equal($"Cannot serve metrics at {first.Endpoint}: another program listens there already. End it, or choose another port (0 takes a free one).", refused.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Port_ThatIsNone_IsRefused(int port) => Assert.Throws<ArgumentOutOfRangeException>(() => MetricsServer.Start(port, new Observed()));

    [Fact]
    public void Server_OnceDisposed_IsGoneAndItsPortFree()
    {
        var server = MetricsServer.Start(0, new Observed());
        using var idle = Scrape.Open(server.Endpoint);
        server.Dispose();
        server.Dispose();
        Assert.Equal("", Scrape.ReadAll(idle).Replace("(reset)", "", StringComparison.Ordinal));
        using var next = MetricsServer.Start(server.Endpoint.Port, new Observed());
        Assert.StartsWith("HTTP/1.1 200", Scrape.Of(next.Endpoint, Scrape.Metrics), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", "405")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", "413")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "403")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: 10.0.0.1\r\nConnection: close\r\n\r\n", "403")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: allowed.example:8000\r\nConnection: close\r\n\r\n", "200")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: [::1]:8000\r\nConnection: close\r\n\r\n", "200")]
    [InlineData("GET /metrics HTTP/1.1\r\n\r\n", "400")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "400")]
    public void Request_OfAnyKind_GetsItsStatus(string request, string status)
    {
        using var server = MetricsServer.Start(0, new Observed(), options: new MetricsServerOptions { AllowedHosts = ["allowed.example"] });
        Assert.StartsWith($"HTTP/1.1 {status} ", Scrape.Of(server.Endpoint, request), StringComparison.Ordinal);
    }

    [Fact]
    public void Head_OfTheMetrics_HasTheirLengthAndNoBody()
    {
        using var server = MetricsServer.Start(0, new Observed());
        var answer = Scrape.Of(server.Endpoint, Scrape.Metrics.Replace("GET", "HEAD", StringComparison.Ordinal));
        Assert.Matches(@"Content-Length: [1-9]\d+\r\n", answer);
        Assert.Equal("", Scrape.Body(answer));
    }

    [Fact]
    public void Connection_KeptOpen_AnswersAgain()
    {
        using var server = MetricsServer.Start(0, new Observed());
        using var socket = Scrape.Open(server.Endpoint);
        for (var time = 0; time < 3; time++)
        {
            socket.Send("HEAD /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
            var buffer = new byte[4096];
            var text = "";
            while (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
                text += Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
            Assert.Contains("Connection: keep-alive", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Head_WithoutEnd_IsRefusedAtItsLimit()
    {
        using var server = MetricsServer.Start(0, new Observed());
        Assert.StartsWith("HTTP/1.1 400 ", Scrape.Of(server.Endpoint, "GET /metrics HTTP/1.1\r\nX: " + new string('a', 20_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_ThatSendNothing_KeepNobodyOut()
    {
        using var server = MetricsServer.Start(0, new Observed());
        var silent = Enumerable.Range(0, 200).Select(_ => Scrape.Open(server.Endpoint)).ToList();
        silent[^1].Send("GET /metr"u8);
        Assert.StartsWith("HTTP/1.1 200", Scrape.Of(server.Endpoint, Scrape.Metrics), StringComparison.Ordinal);
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void Client_ThatReadsNothing_HoldsUpNobody()
    {
        using var server = MetricsServer.Start(0, new Observed());
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024 };
        deaf.Connect(server.Endpoint);
        for (var time = 0; time < 50; time++)
            deaf.Send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
        for (var time = 0; time < 10; time++)
            Assert.StartsWith("HTTP/1.1 200", Scrape.Of(server.Endpoint, Scrape.Metrics), StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_OfTheProcessAlone_PassPromtool()
    {
        using var server = MetricsServer.Start(0, new Observed());
        var (exitCode, output) = ForeignReader.Run(["promtool", "check", "metrics"], Scrape.Body(Scrape.Of(server.Endpoint, Scrape.Metrics)));
        Assert.True(exitCode == 0, output);
    }
}
