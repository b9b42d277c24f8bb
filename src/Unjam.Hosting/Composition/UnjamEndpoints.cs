using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Unjam.Hosting;

/// <summary>Puts the metrics among the endpoints of an ASP.NET Core application.</summary>
public static class UnjamEndpoints
{
    /// <summary>
    /// Serves the metrics at a path of the application, as every other endpoint: on the shared thread pool. While that is starved it answers as late as
    /// the rest; <see cref="MetricsServer"/>, on a port of its own, does not.
    /// </summary>
    /// <param name="pattern">The path.</param>
    /// <exception cref="InvalidOperationException"><see cref="UnjamServices.AddUnjam"/> was not called.</exception>
    public static IEndpointConventionBuilder MapUnjamMetrics(this IEndpointRouteBuilder endpoints, string pattern = "/metrics")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var metrics = endpoints.ServiceProvider.GetService<MetricsText>()
            ?? throw new InvalidOperationException("There are no metrics to map: call builder.Services.AddUnjam() first.");
        return endpoints.MapGet(pattern, (RequestDelegate)(context => Answer(context, metrics)));
    }

    private static async Task Answer(HttpContext context, MetricsText metrics)
    {
        var text = new ArrayBufferWriter<byte>(16 * 1024);
        context.Response.ContentType = metrics.Write(text, context.Request.Headers.Accept.ToString());
        context.Response.ContentLength = text.WrittenCount;
        context.Response.Headers.Vary = "Accept";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(text.WrittenMemory, context.RequestAborted);
    }
}
