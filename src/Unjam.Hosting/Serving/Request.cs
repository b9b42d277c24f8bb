using System.Text;

namespace Unjam.Hosting;

/// <summary>The head of an HTTP/1 request, as far as it matters here.</summary>
/// <param name="Path">Without the query.</param>
/// <param name="Host">With the port, as it was sent; empty when it was not.</param>
/// <param name="Accept">What the client would rather have; empty when it does not say.</param>
/// <param name="HasBody">Something follows the head.</param>
/// <param name="StaysOpen">The client will send further requests on the same connection.</param>
internal sealed record Request(string Method, string Path, string Host, string Accept, bool HasBody, bool StaysOpen)
{
    private const int MostHeaders = 64;

    /// <summary>Reads a head: the bytes before the empty line.</summary>
    /// <returns>null when it makes no sense.</returns>
    public static Request? Parse(ReadOnlySpan<byte> head)
    {
        foreach (var each in head)
        {
            if (each is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or >= 0x7f)
                return null;
        }

        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        var first = lines[0].Split(' ');
        if (first.Length != 3 || first[2] is not ("HTTP/1.1" or "HTTP/1.0") || !first[1].StartsWith('/') || lines.Length > MostHeaders + 1)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line.AsSpan(0, colon).IndexOfAny(" \t\r\n") >= 0 || line.AsSpan(colon).IndexOfAny('\r', '\n') >= 0)
                return null;
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            // headers may come in parts; that of a host may not
            if (!headers.TryAdd(name, value) && name.Equals("Host", StringComparison.OrdinalIgnoreCase))
                return null;
            if (headers[name] != value)
                headers[name] += ", " + value;
        }

        var isNew = first[2] == "HTTP/1.1";
        if (isNew && !headers.ContainsKey("Host"))
            return null;
        var connection = headers.GetValueOrDefault("Connection", "");
        return new Request(
            first[0],
            first[1].Split('?', 2)[0],
            headers.GetValueOrDefault("Host", ""),
            headers.GetValueOrDefault("Accept", ""),
            headers.GetValueOrDefault("Content-Length", "0") != "0" || headers.ContainsKey("Transfer-Encoding"),
            isNew && !connection.Contains("close", StringComparison.OrdinalIgnoreCase));
    }
}
