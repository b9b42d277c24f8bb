using Microsoft.AspNetCore.Http;
using Unjam.Web.Answers;
using Unjam.Web.Routing;

namespace Unjam.Web.Security;

/// <summary>Decides who is answered.</summary>
/// <param name="token">What has to be shown for facts; null when nothing has to.</param>
internal sealed class Gate(HostGate hosts, AccessToken? token, RefusalBrake brake)
{
    /// <summary>What is refused whatever it asks for; null when it may go on.</summary>
    public Refusal? RefuseBeforeRouting(HttpRequest request)
    {
        if (!hosts.Lets(request))
            return Braked(Refusal.Of(StatusCodes.Status403Forbidden, "This server does not answer for that host name: see --allowed-host."));
        if (request.Method is not ("GET" or "HEAD"))
            return Refusal.Of(StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD: nothing can be changed here.") with { Allow = "GET, HEAD" };
        return request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0
            ? Refusal.Of(StatusCodes.Status413PayloadTooLarge, "A request here has no body.")
            : null;
    }

    /// <summary>What is refused for what it asks for; null when it is to be answered.</summary>
    /// <param name="route">null when there is none.</param>
    public Refusal? Refuse(HttpRequest request, Route? route)
    {
        if (!OriginGate.Lets(request, route?.MayBeLinked ?? false))
            return Braked(Refusal.Of(StatusCodes.Status403Forbidden, "Pages of other sites are not answered."));
        if (route is null)
            return Refusal.Of(StatusCodes.Status404NotFound, "There is nothing here.");
        return route.NeedsToken && token?.IsShownBy(request) == false
            ? Braked(Refusal.Of(StatusCodes.Status401Unauthorized, "This needs the token: Authorization: Bearer TOKEN. The standard error of unjam serve says where it is.") with { IsChallenge = true })
            : null;
    }

    private Refusal Braked(Refusal refusal) => brake.IsTooMuch()
        ? Refusal.Of(StatusCodes.Status429TooManyRequests, "Too many refused requests: wait a moment.") with { RetryAfter = 1 }
        : refusal;
}
