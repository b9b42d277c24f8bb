using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Security;

/// <summary>
/// Lets pass only requests that are addressed to a name of this server. A page of a stranger whose name was made to lead here (DNS rebinding) still
/// sends the stranger's name. Ports are not compared: those of tunnels and port mappings differ.
/// </summary>
internal sealed class HostGate(ImmutableArray<string> allowed)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public bool Lets(HttpRequest request) =>
        request.Host is { HasValue: true } host && Lets(host.Host, request.HttpContext.Connection.LocalIpAddress);

    /// <param name="host">The name without port, a literal address of version 6 in brackets.</param>
    /// <param name="arrived">The address of ours that the request arrived at.</param>
    internal bool Lets(string host, IPAddress? arrived)
    {
        if (Loopback.Contains(host, StringComparer.OrdinalIgnoreCase) || allowed.Contains(host, StringComparer.OrdinalIgnoreCase))
            return true;
        // 2130706433 and 127.1 are addresses too, but nobody's names for this server
        return arrived is not null
            && IPAddress.TryParse(host.AsSpan().Trim("[]"), out var literal)
            && literal.ToString().Equals(host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            && Plain(literal).Equals(Plain(arrived));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
