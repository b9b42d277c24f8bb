using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Unjam.Web.Answers;
using Unjam.Web.Connections;
using Unjam.Web.Routing;
using Unjam.Web.Security;

namespace Unjam.Web;

/// <summary>What happens with each request: the gate first, then the route, then the answer.</summary>
internal sealed class Application(Gate gate, Routes routes, Seats seats, Mistakes mistakes) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        SecurityHeaders.Set(context.Response.Headers);
        var seat = seats.Begin(context);
        try
        {
            await Answer(context, seat);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // the client has gone, or reads too slowly
        }
        catch (BadHttpRequestException bad)
        {
            await Refusal.Of(bad.StatusCode, "The request does not make sense.").Send(context);
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            mistakes.Note(context.Request.Path, mistake);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await Refusal.Of(StatusCodes.Status500InternalServerError, "Unjam made a mistake. Its standard error says more.").Send(context);
        }
        finally
        {
            seats.End(seat);
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // the features are Kestrel's and used again
    }

    private async Task Answer(HttpContext context, Seat? seat)
    {
        if (gate.RefuseBeforeRouting(context.Request) is { } early)
        {
            await early.Send(context);
            return;
        }

        var route = routes.Find(context.Request);
        if (gate.Refuse(context.Request, route) is { } late)
            await late.Send(context);
        else if (seat is { IsReserved: true } && !route!.IsVital)
            await Refusal.Of(StatusCodes.Status503ServiceUnavailable, "Too many connections: try again in a moment.").Send(context);
        else
            await route!.Answer(context);
    }
}
