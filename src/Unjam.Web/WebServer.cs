using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Unjam.Web.Answers;
using Unjam.Web.Connections;
using Unjam.Web.Routing;
using Unjam.Web.Security;

namespace Unjam.Web;

/// <summary>Serves metrics, the page and what it shows over HTTP/1.1. Nothing of the file system is behind its URLs, and nothing it answers changes anything.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly KestrelServer server;
    private readonly Mistakes mistakes;
    private readonly CancellationTokenSource stopping;

    private WebServer(KestrelServer server, Mistakes mistakes, CancellationTokenSource stopping)
    {
        this.server = server;
        this.mistakes = mistakes;
        this.stopping = stopping;
        Endpoints = [.. server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => IPEndPoint.Parse(new Uri(address).Authority))];
    }

    /// <summary>Where it listens, with the ports that were really taken.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints { get; }

    /// <summary>Begins to listen and to answer.</summary>
    /// <exception cref="BindException">An address cannot be listened at.</exception>
    public static async Task<WebServer> Start(WebOptions options, WebContent content, TimeProvider time)
    {
        var (stopping, mistakes, seats) = (new CancellationTokenSource(), new Mistakes(), new Seats(WebLimits.Connections, WebLimits.Reserved));
        var gate = new Gate(new HostGate(options.AllowedHosts), options.Token is { } token ? new AccessToken(token) : null, new RefusalBrake(time));
        var routes = new Routes(content, options, new Streams(time, stopping.Token), time);
        var server = new KestrelServer(
            Options.Create(Configure(options, seats)),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions { IOQueueCount = 1 }), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(gate, routes, seats, mistakes), CancellationToken.None);
            return new WebServer(server, mistakes, stopping);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            server.Dispose();
            stopping.Dispose();
            throw new BindException(Binding.Explain(options.Endpoints, failure));
        }
    }

    /// <summary>A mistake of the server's own since the last call, in words; null when there was none.</summary>
    public string? TakeMistake() => mistakes.Take();

    /// <summary>Stops at once: streams end, connections are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await server.StopAsync(new CancellationToken(canceled: true));
        server.Dispose();
        stopping.Dispose();
    }

    private static KestrelServerOptions Configure(WebOptions options, Seats seats)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = NoServices.Instance };
        var limits = kestrel.Limits;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestLineSize = WebLimits.RequestLineBytes;
        limits.MaxRequestHeadersTotalSize = WebLimits.HeaderBytes;
        limits.MaxRequestBufferSize = WebLimits.HeaderBytes + WebLimits.RequestLineBytes;
        limits.MaxRequestHeaderCount = WebLimits.Headers;
        limits.MaxRequestBodySize = 0;
        limits.RequestHeadersTimeout = WebLimits.Request;
        limits.KeepAliveTimeout = WebLimits.Idle;
        limits.MinResponseDataRate = new MinDataRate(WebLimits.LeastReadingRate, WebLimits.SlowReader);
        foreach (var endpoint in options.Endpoints)
        {
            kestrel.Listen(endpoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => seats.Serve(connection, next));
            });
        }

        return kestrel;
    }
}
