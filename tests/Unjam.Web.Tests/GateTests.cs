using System.Net;
using Unjam.Web.Security;

namespace Unjam.Web.Tests;

public sealed class GateTests
{
    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.0.0.1:9464", 200)]
    [InlineData("[::1]:9464", 200)]
    [InlineData("unjam.example.com", 200)]
    [InlineData("unjam.example.com:443", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("evil.example:9464", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("unjam.example.com.evil.example", 403)]
    [InlineData("localhost.", 403)]
    [InlineData("127.0.0.2", 403)]
    [InlineData("10.0.0.1", 403)]
    [InlineData("0.0.0.0", 403)]
    [InlineData("2130706433", 403)]
    [InlineData("[::ffff:10.0.0.1]", 403)]
    [InlineData("", 403)]
    public async Task Host_OfEachKind_IsLetOrRefused(string host, int status)
    {
        await using var served = await Served.Start(allowedHosts: "unjam.example.com");
        foreach (var path in new[] { "/metrics", "/healthz", "/nowhere" })
        {
            var reply = await served.Ask($"GET {path} HTTP/1.1\r\nHost: {host}");
            Assert.Equal(status == 200 && path == "/nowhere" ? 404 : status, reply.Status);
        }
    }

    [Fact]
    public void Host_ThatIsTheAddressArrivedAt_IsLet()
    {
        var gate = new HostGate([]);
        Assert.True(gate.Lets("10.1.2.3", IPAddress.Parse("10.1.2.3")));
        Assert.True(gate.Lets("10.1.2.3", IPAddress.Parse("::ffff:10.1.2.3")));
        Assert.True(gate.Lets("[fd00::1]", IPAddress.Parse("fd00::1")));
        Assert.False(gate.Lets("10.1.2.4", IPAddress.Parse("10.1.2.3")));
        Assert.False(gate.Lets("10.1.2.3", null));
    }

    [Fact]
    public async Task Host_Missing_IsRefused()
    {
        await using var served = await Served.Start();
        Assert.Equal(400, (await served.Ask("GET /healthz HTTP/1.1")).Status);
        Assert.Equal(403, (await served.Ask("GET /healthz HTTP/1.0")).Status);
        Assert.Equal(400, (await served.Ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example")).Status);
        Assert.NotEqual(200, (await served.Ask("GET http://evil.example/metrics HTTP/1.1\r\nHost: localhost")).Status);
    }

    [Theory]
    [InlineData("Origin: http://127.0.0.1:PORT", 200)]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("Origin: http://127.0.0.1:1", 403)]
    [InlineData("Origin: null", 403)]
    [InlineData("Sec-Fetch-Site: same-origin", 200)]
    [InlineData("Sec-Fetch-Site: none", 200)]
    [InlineData("Sec-Fetch-Site: same-site", 403)]
    [InlineData("Sec-Fetch-Site: cross-site", 403)]
    [InlineData("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document", 403)]
    public async Task Metrics_AskedByAPage_AreOnlyForOurs(string headers, int status)
    {
        await using var served = await Served.Start();
        Assert.Equal(status, (await served.Get("/metrics", headers.Replace("PORT", $"{served.At.Port}", StringComparison.Ordinal) + "\r\n")).Status);
    }

    [Theory]
    [InlineData("navigate", "document", 200)]
    [InlineData("navigate", "iframe", 403)]
    [InlineData("cors", "empty", 403)]
    [InlineData("no-cors", "script", 403)]
    public async Task AdvicePage_LinkedFromAnotherSite_OpensOnlyAsADocument(string mode, string destination, int status)
    {
        await using var served = await Served.Start();
        var reply = await served.Get("/explain/loop-blocked", $"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {destination}\r\n");
        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    [InlineData("get")]
    public async Task Method_OtherThanGetAndHead_IsNotAllowed(string method)
    {
        await using var served = await Served.Start();
        var reply = await served.Ask($"{method} /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}");
        Assert.Equal(405, reply.Status);
        Assert.Equal("GET, HEAD", reply.Headers["Allow"]);
    }

    [Fact]
    public async Task Body_OfARequest_IsRefused()
    {
        await using var served = await Served.Start();
        Assert.Equal(413, (await served.Send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello")).Status);
        Assert.Equal(413, (await served.Send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")).Status);
        Assert.Equal(413, (await served.Send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")).Status);
    }

    [Fact]
    public async Task EveryAnswer_WhateverItsStatus_CarriesTheHeaders()
    {
        await using var served = await Served.Start();
        foreach (var reply in new[] { await served.Get("/metrics"), await served.Get("/nowhere"), await served.Get("/api/page"), await served.Get("/explain") })
        {
            Assert.Contains("default-src 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("require-trusted-types-for 'script'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
            Assert.Equal("no-referrer", reply.Headers["Referrer-Policy"]);
            Assert.Equal("same-origin", reply.Headers["Cross-Origin-Opener-Policy"]);
            Assert.Equal("same-origin", reply.Headers["Cross-Origin-Resource-Policy"]);
            Assert.DoesNotContain("Server", reply.Headers.Keys);
            Assert.DoesNotContain("Access-Control-Allow-Origin", reply.Headers.Keys);
            Assert.DoesNotContain("Set-Cookie", reply.Headers.Keys);
        }
    }

    [Fact]
    public async Task Guessing_Tokens_IsBrakedAndTheRightOnePasses()
    {
        await using var served = await Served.Start();
        var statuses = new List<int>();
        for (var guess = 0; guess < 60; guess++)
            statuses.Add((await served.GetWithToken("/api/page", $"guess-number-{guess}")).Status);
        Assert.Contains(429, statuses);
        Assert.All(statuses, status => Assert.True(status is 401 or 429));
        Assert.Equal(200, (await served.GetWithToken("/api/page")).Status);
        Assert.Equal(200, (await served.Get("/metrics")).Status);
    }

    [Fact]
    public async Task Server_WithoutToken_AsksForNone()
    {
        await using var served = await Served.Start(token: null);
        Assert.Equal(200, (await served.Get("/api/page")).Status);
    }
}
