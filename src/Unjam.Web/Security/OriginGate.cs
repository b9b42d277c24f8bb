using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Security;

/// <summary>Turns away what a browser asks on behalf of other people's pages; they may link to ours, but not fetch from us.</summary>
internal static class OriginGate
{
    /// <param name="mayBeLinked">The answer is a document without facts, which links of other pages may lead to.</param>
    public static bool Lets(HttpRequest request, bool mayBeLinked)
    {
        string? site = request.Headers["Sec-Fetch-Site"];
        var isLink = mayBeLinked && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";
        if (site is not (null or "same-origin" or "none") && !isLink)
            return false;
        string? origin = request.Headers.Origin;
        return origin is null || isLink || IsOurs(origin, request.Host);
    }

    private static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(HostString.FromUriComponent(uri).Value, host.Value, StringComparison.OrdinalIgnoreCase);
}
