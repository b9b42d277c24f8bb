using Microsoft.AspNetCore.Http;
using Unjam.Web.Answers;
using Unjam.Web.Page;

namespace Unjam.Web.Routing;

/// <summary>The paths there are. They are names in memory: no path leads to a file.</summary>
internal sealed class Routes
{
    private const string ExplainRoot = "/explain/";

    private readonly Dictionary<string, Route> fixedPaths;
    private readonly ExplainAnswer explain;

    public Routes(WebContent content, WebOptions options, Streams streams, TimeProvider time)
    {
        var page = new PageAnswer(content, streams);
        explain = new ExplainAnswer(content.Page, content.Pages);
        var isOpen = options.Endpoints.Any(endpoint => !System.Net.IPAddress.IsLoopback(endpoint.Address));
        fixedPaths = new(StringComparer.Ordinal)
        {
            ["/"] = new(AssetAnswer.Shell) { MayBeLinked = true },
            ["/metrics"] = new(new MetricsAnswer(content.View, () => new(options.Version, options.NamesCulprits) { Otlp = content.Otlp?.Invoke() }).Send) { IsVital = true },
            ["/api/page"] = new(page.Whole) { NeedsToken = true },
            ["/api/stream"] = new(page.Live) { NeedsToken = true },
            ["/debug/pprof/loop_block"] = new(new ProfileAnswer(content, time, history => history.LoopBlock).Send) { NeedsToken = true },
            ["/debug/pprof/pool_wait"] = new(new ProfileAnswer(content, time, history => history.PoolWait).Send) { NeedsToken = true },
            ["/healthz"] = new(HealthAnswer.Alive) { IsVital = true },
            ["/readyz"] = new(new HealthAnswer(content.View).Ready) { IsVital = true },
            ["/sd"] = new(new DiscoveryAnswer(content.View).Send) { NeedsToken = isOpen },
            ["/explain"] = new(explain.List) { MayBeLinked = true },
            ["/a/plain.css"] = new(ExplainAnswer.Style),
        };
        foreach (var asset in PageBundle.Assets)
            fixedPaths.Add(asset.Path, new(context => AssetAnswer.Send(context, asset)));
    }

    /// <summary>What is behind the path of a request; null when nothing is.</summary>
    public Route? Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (fixedPaths.TryGetValue(path, out var route))
            return route;
        return path.StartsWith(ExplainRoot, StringComparison.Ordinal) && explain.Has(path[ExplainRoot.Length..])
            ? new Route(context => explain.Page(context, path[ExplainRoot.Length..])) { MayBeLinked = true }
            : null;
    }
}
