using System.Globalization;
using System.Text;

namespace Unjam.Web.Tests;

public sealed class MalformedTests
{
    // UNJAM_MALFORMED=1000000 sends as many
    private static readonly int Requests = int.Parse(Environment.GetEnvironmentVariable("UNJAM_MALFORMED") ?? "10000", CultureInfo.InvariantCulture);

    private static readonly string[] Pieces =
    [
        "GET", "HEAD", "POST", "\0", " ", "  ", "\r", "\n", "\r\n", "\r\n\r\n", "/", "/metrics", "/api/page", "//", "/%00", "/%", "/%zz", "/..;/", "*", "?", "#", "HTTP/1.1", "HTTP/1.0",
        "HTTP/9.9", "http/1.1", "Host: localhost", "Host:", "Host: a b", "Host: evil", ": x", "X", "X:", "X: \0", "X : y", "Content-Length: -1", "Content-Length: 1",
        "Content-Length: 9999999999999999999", "Transfer-Encoding: chunked", "Transfer-Encoding: x", "Connection: close", "Connection: Upgrade\r\nUpgrade: h2c",
        "Expect: 100-continue", "Authorization: Bearer", "Authorization: Bearer \u00ff", "Range: bytes=0-", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001", "\u00c3\u00a9",
        "Accept: " + new string(',', 500), "Cookie: " + new string('a', 3000), "X: " + new string('b', 20_000), "/" + new string('c', 5_000),
    ];

    [Fact]
    public async Task ManyMalformedRequests_Sent_AreAllRefusedAndTheServerLives()
    {
        await using var served = await Served.Start();
        var statuses = new int[Requests];
        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => statuses[number] = (await served.Send(Request(number))).Status);
        var unexpected = statuses.Where(status => status is not (0 or 200 or 400 or 401 or 403 or 404 or 405 or 408 or 413 or 414 or 417 or 429 or 431 or 501 or 505)).Distinct();
        Assert.Empty(unexpected);
        Assert.True(statuses.Count(status => status == 200) < Requests / 2);
        Assert.Null(served.Server.TakeMistake());
        Assert.Equal(200, (await served.Get("/metrics")).Status);
    }

    // each ends the request, so that nobody waits for more of it
    private static string Request(int seed)
    {
        var dice = new Random(seed);
        var request = new StringBuilder(dice.Next(2) == 0 ? "GET /metrics HTTP/1.1\r\nHost: localhost\r\n" : "");
        for (var left = dice.Next(1, 12); left > 0; left--)
            request.Append(Pieces[dice.Next(Pieces.Length)]).Append(dice.Next(4) switch { 0 => " ", 1 => "", _ => "\r\n" });
        return request.Append("\r\nConnection: close\r\n\r\n\r\n\r\n").ToString();
    }
}
