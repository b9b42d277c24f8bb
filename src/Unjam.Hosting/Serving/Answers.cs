using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Unjam.Hosting;

/// <summary>What each request is told: the metrics, or why not.</summary>
internal sealed class Answers(MetricsText metrics, ImmutableArray<string> allowedHosts)
{
    private const string Place = "/metrics";
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>The bytes of an answer.</summary>
    /// <param name="request">null when the client sent something else.</param>
    /// <param name="arrived">The address of ours that it arrived at.</param>
    /// <param name="staysOpen">Whether the connection will be read from again.</param>
    public byte[] To(Request? request, IPAddress? arrived, bool staysOpen)
    {
        if (request is null)
            return Text("400 Bad Request", "This is no HTTP request that makes sense here.", false);
        if (!IsOurs(request.Host, arrived))
            return Text("403 Forbidden", "This server does not answer for that host name: name it in MetricsServerOptions.AllowedHosts.", staysOpen);
        if (request.Method is not ("GET" or "HEAD"))
            return Text("405 Method Not Allowed", "Only GET and HEAD: nothing can be changed here.", staysOpen, "Allow: GET, HEAD\r\n");
        if (request.HasBody)
            return Text("413 Content Too Large", "A request here has no body.", staysOpen);
        if (request.Path != Place)
            return Text("404 Not Found", $"There is nothing here but {Place}.", staysOpen);
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        var type = metrics.Write(body, request.Accept);
        return Whole("200 OK", type, body.WrittenSpan, request.Method == "HEAD", staysOpen, "Vary: Accept\r\n");
    }

    /// <summary>What is said when the metrics themselves could not be had.</summary>
    public static byte[] Mistake() => Text("500 Internal Server Error", "Unjam made a mistake. The log of the service says more.", false);

    /// <summary>
    /// Whether a request is addressed to a name of this server. A page of a stranger whose name was made to lead here (DNS rebinding) still sends
    /// the stranger's name. Ports are not compared: those of tunnels and port mappings differ.
    /// </summary>
    private bool IsOurs(string host, IPAddress? arrived)
    {
        var end = host.LastIndexOf(':');
        var name = end >= 0 && host.IndexOf(']', end) < 0 ? host[..end] : host;
        if (Loopback.Contains(name, StringComparer.OrdinalIgnoreCase) || allowedHosts.Contains(name, StringComparer.OrdinalIgnoreCase))
            return true;
        return arrived is not null
            && IPAddress.TryParse(name.AsSpan().Trim("[]"), out var literal)
            && literal.ToString().Equals(name.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            && literal.Equals(arrived.IsIPv4MappedToIPv6 ? arrived.MapToIPv4() : arrived);
    }

    private static byte[] Text(string status, string sentence, bool staysOpen, string headers = "") =>
        Whole(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(sentence + "\n"), false, staysOpen, headers);

    private static byte[] Whole(string status, string type, ReadOnlySpan<byte> body, bool isHeadOnly, bool staysOpen, string headers)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n{headers}Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: {(staysOpen ? "keep-alive" : "close")}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. isHeadOnly ? [] : body];
    }
}
