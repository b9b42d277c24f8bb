using Microsoft.AspNetCore.Http;

namespace Shop;

/// <summary>Services that answer as fast as they can, and tell how often they did.</summary>
internal static class Throughput
{
    private const int Customers = 16;

    /// <summary>An endpoint that does nothing.</summary>
    public static void Fast(Ledger ledger, int customers) => Count(ledger, customers, static context => context.Response.WriteAsync("done"));

    /// <summary>An endpoint that blocks its thread for a moment; there are threads enough.</summary>
    public static void Blocking(Ledger ledger, int customers)
    {
        ThreadPool.SetMinThreads(64, 64);
        Count(ledger, customers, static context =>
        {
            Task.Delay(5).Wait();
            return context.Response.WriteAsync("done");
        });
    }

    /// <summary>An endpoint that awaits something of 5 ms: it has CPU time to spare.</summary>
    public static void Awaiting(Ledger ledger, int customers) => Count(ledger, customers, static async context =>
    {
        await Task.Delay(5);
        await context.Response.WriteAsync("done");
    });

    private static void Count(Ledger ledger, int customers, RequestDelegate handle) => Web.Serve(customers > 0 ? customers : Customers, context =>
    {
        ledger.Count();
        return handle(context);
    }, () => ledger.Counted > 2000);
}
