using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unjam.Metrics.Tests.Otlp;

/// <summary>A collector on loopback that answers as it is told, and keeps what it got.</summary>
internal sealed class Collector : IDisposable
{
    private readonly WebApplication application;

    private Collector(WebApplication application) => this.application = application;

    public ConcurrentQueue<(string Path, string Header, byte[] Body)> Requests { get; } = new();

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static Collector Start(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var application = builder.Build();
        var collector = new Collector(application);
        application.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            collector.Requests.Enqueue((context.Request.Path, context.Request.Headers["key"].ToString(), body.ToArray()));
            await collector.Answer(context);
        });
        application.StartAsync().GetAwaiter().GetResult();
        return collector;
    }

    public void Dispose()
    {
        using var now = new CancellationTokenSource();
        now.Cancel();
        application.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)application).Dispose();
    }
}
