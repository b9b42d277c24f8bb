using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Unjam.Starving;

/// <summary>A Kestrel endpoint that blocks for 100 ms, asked on 64 connections by threads that need no pool.</summary>
public static class SlowEndpoint
{
    private const int Connections = 64;
    private static readonly TimeSpan Blocks = TimeSpan.FromMilliseconds(100);

    public static void Run(Stage stage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        // neither stopped nor disposed: it ends with the process, whose clients would be told so
        var app = builder.Build();
        app.Run(context =>
        {
            Thread.Sleep(Blocks);
            return context.Response.WriteAsync("done");
        });
        app.StartAsync().GetAwaiter().GetResult();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        new Client(address.Port).Ask(1);

        using var runtime = new RuntimeStarvations();
        stage.Begin();
        var clients = Enumerable.Range(0, Connections).Select(_ => new Client(address.Port)).ToArray();
        foreach (var client in clients)
            new Thread(() => client.Ask(int.MaxValue), 256 * 1024) { IsBackground = true }.Start();
        while (!stage.IsOver)
            Thread.Sleep(10);
        var waits = clients.SelectMany(client => client.Waits()).Order().ToArray();
        stage.Tell("requests", new JsonObject
        {
            ["count"] = waits.Length - Connections,
            ["median"] = (waits[waits.Length / 2] - Blocks).TotalSeconds,
            ["longest"] = (waits[^1] - Blocks).TotalSeconds,
            ["runtime"] = runtime.Count,
        });
    }
}
