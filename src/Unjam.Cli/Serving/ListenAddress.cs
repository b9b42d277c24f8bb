using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Unjam.Cli.Serving;

/// <summary>Where to listen.</summary>
/// <param name="Endpoints">One address, or both of loopback.</param>
internal sealed record ListenAddress(ImmutableArray<IPEndPoint> Endpoints)
{
    private const int UsualPort = 9464;

    public static ListenAddress Usual { get; } = new([new IPEndPoint(IPAddress.Loopback, UsualPort)]);

    /// <summary>Only programs of this machine can connect.</summary>
    public bool IsLoopback => Endpoints.All(endpoint => IPAddress.IsLoopback(endpoint.Address));

    /// <summary>An address such as <c>127.0.0.1:9464</c>, <c>[::]:9464</c>, <c>localhost:9464</c>, <c>0.0.0.0</c>, <c>:8080</c> or <c>8080</c>; null when it is none.</summary>
    public static ListenAddress? Parse(string text)
    {
        if (Port(text.TrimStart(':')) is { } alone && !text.StartsWith("::", StringComparison.Ordinal))
            return new([new IPEndPoint(IPAddress.Loopback, alone)]);
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && (text.IndexOf(':') == colon || text[colon - 1] == ']');
        var host = hasPort ? text[..colon] : text;
        if ((hasPort ? Port(text[(colon + 1)..]) : UsualPort) is not { } port)
            return null;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return new([new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.IPv6Loopback, port)]);
        // 1 and 0x7f are addresses to the system, but hardly meant
        var isLiteral = host.Contains('.') || (host.Contains(':') && host.StartsWith('[') == host.EndsWith(']'));
        return isLiteral && IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? new([new IPEndPoint(address, port)])
            : null;
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= ushort.MaxValue ? port : null;
}
