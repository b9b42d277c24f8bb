using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shop;

/// <summary>Services of Kestrel, with those who ask them.</summary>
internal static class Web
{
    /// <summary>An endpoint that blocks on a task, asked by more than the pool has threads for.</summary>
    public static void SyncOverAsync(Ledger ledger, int customers) => Serve(customers > 0 ? customers : 200, context =>
    {
        ledger.Run(() => Catalog.Price());
        return context.Response.WriteAsync("done");
    }, () => ThreadPool.PendingWorkItemCount > 20 || ledger.Begun > 50);

    /// <summary>An endpoint that awaits, asked by a few.</summary>
    public static void Healthy(Ledger ledger, int customers) => Serve(customers > 0 ? customers : 8, async context =>
    {
        ledger.Run(() => { });
        await Task.Delay(30);
        await context.Response.WriteAsync("done");
    }, () => ledger.Begun > 50);

    public static void Serve(int customers, RequestDelegate handle, Func<bool> isAsItWillStay)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        // neither stopped nor disposed: it ends with the process
        var app = builder.Build();
        app.Run(handle);
        app.StartAsync().GetAwaiter().GetResult();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Customers.Invite(address.Port, customers);
        Crowd.Await(isAsItWillStay);
    }
}
