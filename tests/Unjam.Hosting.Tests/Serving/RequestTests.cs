using System.Text;

namespace Unjam.Hosting.Tests.Serving;

public sealed class RequestTests
{
    private static Request? Parse(string head) => Request.Parse(Encoding.Latin1.GetBytes(head));

    [Fact]
    public void ScrapeOfPrometheus_WhenParsed_IsUnderstood()
    {
        var request = Parse("GET /metrics?x=1 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nAccept: text/plain;q=0.5\r\naccept: */*\r\nUser-Agent: Prometheus/2.42");
        Assert.Equal(new Request("GET", "/metrics", "127.0.0.1:8000", "text/plain;q=0.5, */*", false, true), request);
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.0", false)]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close", false)]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: keep-alive", true)]
    public void Connection_OfARequest_StaysOpenAsItAsks(string head, bool staysOpen) => Assert.Equal(staysOpen, Parse(head)!.StaysOpen);

    [Theory]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 5", true)]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked", true)]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 0", false)]
    public void Body_OfARequest_IsSeen(string head, bool hasBody) => Assert.Equal(hasBody, Parse(head)!.HasBody);

    [Theory]
    [InlineData("")]
    [InlineData("GET")]
    [InlineData("GET /metrics")]
    [InlineData("GET  /metrics HTTP/1.1\r\nHost: a")]
    [InlineData("GET metrics HTTP/1.1\r\nHost: a")]
    [InlineData("GET http://a/metrics HTTP/1.1\r\nHost: a")]
    [InlineData("GET /metrics HTTP/2\r\nHost: a")]
    [InlineData("GET /metrics HTTP/1.1")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nHost: b")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost : a")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\n folded: x")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\nX: b")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nX: \0")]
    [InlineData("GET /m\u00e9trics HTTP/1.1\r\nHost: a")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001")]
    public void Nonsense_WhenParsed_IsRefused(string head) => Assert.Null(Parse(head));

    [Fact]
    public void MoreHeadersThanAnybodyNeeds_WhenParsed_AreRefused() =>
        Assert.Null(Parse("GET /metrics HTTP/1.1\r\nHost: a\r\n" + string.Join("\r\n", Enumerable.Range(0, 64).Select(number => $"X-{number}: y"))));
}
