using System.Text.Json;
using System.Text.RegularExpressions;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Web.Tests;

public sealed partial class RouteTests
{
    [Theory]
    [InlineData("/metrics", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/healthz", "text/plain; charset=utf-8")]
    [InlineData("/readyz", "text/plain; charset=utf-8")]
    [InlineData("/sd", "application/json; charset=utf-8")]
    [InlineData("/explain", "text/html; charset=utf-8")]
    [InlineData("/explain/loop-blocked", "text/html; charset=utf-8")]
    [InlineData("/a/plain.css", "text/css; charset=utf-8")]
    public async Task OpenPath_WithoutToken_IsAnswered(string path, string type)
    {
        await using var served = await Served.Start();
        var reply = await served.Get(path);
        Assert.Equal(200, reply.Status);
        Assert.Equal(type, reply.Headers["Content-Type"]);
        Assert.NotEmpty(reply.Body);
    }

    [Theory]
    [InlineData("/api/page")]
    [InlineData("/api/page?target=4312-9000")]
    [InlineData("/api/stream")]
    [InlineData("/debug/pprof/loop_block")]
    [InlineData("/debug/pprof/pool_wait?seconds=5")]
    public async Task Facts_WithoutTheToken_AreRefused(string path)
    {
        await using var served = await Served.Start();
        foreach (var reply in new[]
                 {
                     await served.Get(path), await served.GetWithToken(path, "wrong-token-of-some-length"), await served.GetWithToken(path, Served.Token + "x"),
                     await served.GetWithToken(path, Served.Token[..^1]), await served.Get(path + (path.Contains('?') ? '&' : '?') + "token=" + Served.Token),
                     await served.Get(path, $"Authorization: Basic {Served.Token}\r\n"), await served.Get(path, $"Cookie: token={Served.Token}\r\n"),
                 })
        {
            Assert.Equal(401, reply.Status);
            Assert.Equal("Bearer realm=\"unjam\"", reply.Headers["WWW-Authenticate"]);
            Assert.DoesNotContain("shop", reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_WithTheToken_IsTheDocument()
    {
        await using var served = await Served.Start();
        var all = await served.GetWithToken("/api/page");
        Assert.Equal(200, all.Status);
        Assert.Equal("no-store", all.Headers["Cache-Control"]);
        var document = JsonDocument.Parse(all.Body).RootElement;
        Assert.Equal("unjam.page/1", document.GetProperty("schema").GetString());
        Assert.Equal(JsonValueKind.Null, document.GetProperty("selected").ValueKind);

        var one = JsonDocument.Parse((await served.GetWithToken($"/api/page?target={Views.Shop}")).Body).RootElement;
        Assert.Equal(Views.Shop.ToString(), one.GetProperty("selected").GetProperty("key").GetString());
        Assert.DoesNotContain("hunter2", all.Body + one, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/page?target=")]
    [InlineData("/api/page?target=4312")]
    [InlineData("/api/page?target=4312-9000-1")]
    [InlineData("/api/page?target=-1-9000")]
    [InlineData("/api/stream?target=../../etc/passwd")]
    [InlineData("/debug/pprof/loop_block?target=x")]
    [InlineData("/debug/pprof/loop_block?seconds=0")]
    [InlineData("/debug/pprof/pool_wait?seconds=301")]
    [InlineData("/debug/pprof/pool_wait?seconds=1e9")]
    public async Task Target_WithoutAKey_Is400(string path)
    {
        await using var served = await Served.Start();
        Assert.Equal(400, (await served.GetWithToken(path)).Status);
    }

    [Theory]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    [InlineData("text/plain", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=9.0.0", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;q=0.1,text/plain;q=0.9", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(",;;q=,;q=x", "text/plain; version=0.0.4; charset=utf-8")]
    public async Task Metrics_ByAccept_HaveTheFormatThatIsPreferred(string accept, string type)
    {
        await using var served = await Served.Start();
        var reply = await served.Get("/metrics", $"Accept: {accept}\r\n");
        Assert.Equal(type, reply.Headers["Content-Type"]);
        Assert.Equal(type.Contains("openmetrics", StringComparison.Ordinal), reply.Body.EndsWith("# EOF\n", StringComparison.Ordinal));
        Assert.Contains("eventloop_blocked_seconds{", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shell_AndItsAssets_HoldNoFactsAndLoad()
    {
        await using var served = await Served.Start();
        var shell = (await served.Get("/")).Body;
        Assert.DoesNotContain("shop", shell, StringComparison.Ordinal);
        var assets = AssetPath().Matches(shell).Select(match => match.Value).ToArray();
        Assert.Equal(3, assets.Length);
        foreach (var path in assets)
        {
            var reply = await served.Get(path);
            Assert.Equal(200, reply.Status);
            Assert.Contains("immutable", reply.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.DoesNotContain("Content-Encoding", reply.Headers.Keys);
            Assert.Equal("gzip", (await served.Get(path, "Accept-Encoding: gzip, br;q=0\r\n")).Headers["Content-Encoding"]);
            Assert.Equal("br", (await served.Get(path, "Accept-Encoding: gzip, deflate, br\r\n")).Headers["Content-Encoding"]);
        }
    }

    [Fact]
    public async Task Profile_OfTheNextSecond_HoldsOnlyWhatIsNew()
    {
        var frame = new Frame(new Function("fetch", "shop.py", 1), 7);
        var waited = TimeSpan.FromSeconds(5);
        await using var served = await Served.Start(history: () =>
            Views.History with { LoopBlock = [new WaitingStack("MainThread", new Stack([frame]), waited += TimeSpan.FromSeconds(1), 3)] });
        Assert.Equal(200, (await served.GetWithToken("/debug/pprof/loop_block")).Status);
        var next = await served.GetWithToken($"/debug/pprof/loop_block?seconds=1&target={Views.Shop}");
        Assert.Equal(200, next.Status);
        Assert.Equal("application/octet-stream", next.Headers["Content-Type"]);
        Assert.Equal(TimeSpan.FromSeconds(8), waited); // asked once, then before and after the second
    }

    [Fact]
    public async Task Readiness_FollowsTheTargets_AsDocumented()
    {
        var view = Views.Empty;
        await using var served = await Served.Start(() => view);
        Assert.Equal(200, (await served.Get("/readyz")).Status);
        view = Views.Of(WatchState.Attaching, WatchState.Refused);
        Assert.Equal(503, (await served.Get("/readyz")).Status);
        Assert.Equal(200, (await served.Get("/healthz")).Status);
        view = Views.Of(WatchState.Refused, WatchState.Watching);
        Assert.Equal(200, (await served.Get("/readyz")).Status);
        view = Views.Of(WatchState.Gone);
        Assert.Equal(200, (await served.Get("/readyz")).Status);
    }

    [Fact]
    public async Task Discovery_ForPrometheus_NamesThisServer()
    {
        await using var served = await Served.Start();
        var groups = JsonDocument.Parse((await served.Get("/sd")).Body).RootElement;
        Assert.Equal($"127.0.0.1:{served.At.Port}", groups[0].GetProperty("targets")[0].GetString());
        Assert.Equal("/metrics", groups[0].GetProperty("labels").GetProperty("__metrics_path__").GetString());
        var profiles = JsonDocument.Parse((await served.Get("/sd?for=profiles")).Body).RootElement;
        Assert.Equal(Views.Shop.ToString(), profiles[0].GetProperty("labels").GetProperty("__param_target").GetString());
    }

    [Fact]
    public async Task Discovery_BeyondLoopback_NeedsTheToken()
    {
        await using var served = await Served.Start(address: "0.0.0.0");
        Assert.Equal(401, (await served.Get("/sd")).Status);
        Assert.Equal(200, (await served.GetWithToken("/sd")).Status);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/../../etc/passwd")]
    [InlineData("/a/../../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/a/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/explain/..%2f..%2fetc%2fpasswd")]
    [InlineData("/explain/")]
    [InlineData("/explain/nothing")]
    [InlineData("//etc/passwd")]
    [InlineData("/metrics/")]
    [InlineData("/METRICS")]
    [InlineData("/a/")]
    public async Task Path_ThatIsNoRoute_IsNotFound(string path)
    {
        await using var served = await Served.Start();
        var reply = await served.GetWithToken(path);
        Assert.Equal(404, reply.Status);
        Assert.DoesNotContain("root:", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfAnyPath_HasNoBody()
    {
        await using var served = await Served.Start();
        foreach (var path in new[] { "/metrics", "/healthz", "/explain/loop-blocked", "/api/page", "/api/stream" })
        {
            var reply = await served.Ask($"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}");
            Assert.Equal(200, reply.Status);
            Assert.Equal("", reply.Body);
        }
    }

    [Fact]
    public async Task AdvicePage_WithHostileText_StaysText()
    {
        await using var served = await Served.Start();
        var reply = await served.Get("/explain/loop-blocked");
        Assert.Contains("<code>callback</code> &lt;holds&gt; the loop.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistake_OfOurOwn_IsToldAndNotFatal()
    {
        var isBroken = true;
        await using var served = await Served.Start(() => isBroken ? throw new InvalidOperationException("the view broke") : Views.Empty);
        var reply = await served.Get("/metrics");
        Assert.Equal(500, reply.Status);
        Assert.DoesNotContain("the view broke", reply.Body, StringComparison.Ordinal);
        Assert.Contains("the view broke", served.Server.TakeMistake(), StringComparison.Ordinal);
        Assert.Null(served.Server.TakeMistake());
        isBroken = false;
        Assert.Equal(200, (await served.Get("/metrics")).Status);
    }

    [GeneratedRegex("/a/[^\"]+")]
    private static partial Regex AssetPath();
}
