using System.Text;

namespace Unjam.Web.Reading;

/// <summary>Turns a piece of Markdown prose into HTML: code, emphasis, links to our own pages and to the web.</summary>
internal static class InlineHtml
{
    public static string Of(string text)
    {
        var html = new StringBuilder(text.Length + 32);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (!TryMark(html, rest, out var used))
            {
                used = rest[1..].IndexOfAny("`*[") is var next and >= 0 ? next + 1 : rest.Length;
                html.Append(MarkdownHtml.Escape(rest[..used].ToString()));
            }

            rest = rest[used..];
        }

        return html.ToString();
    }

    private static bool TryMark(StringBuilder html, ReadOnlySpan<char> rest, out int used)
    {
        if (TryBetween(rest, "`", out var inner, out used))
            html.Append("<code>").Append(MarkdownHtml.Escape(inner)).Append("</code>");
        else if (TryBetween(rest, "**", out inner, out used))
            html.Append("<strong>").Append(Of(inner)).Append("</strong>");
        else if (TryBetween(rest, "*", out inner, out used))
            html.Append("<em>").Append(Of(inner)).Append("</em>");
        else
            return TryLink(html, rest, out used);
        return true;
    }

    private static bool TryBetween(ReadOnlySpan<char> rest, string mark, out string inner, out int used)
    {
        (inner, used) = ("", 0);
        if (!rest.StartsWith(mark))
            return false;
        var length = rest[mark.Length..].IndexOf(mark);
        if (length <= 0 || (mark != "`" && rest[mark.Length] == ' '))
            return false;
        inner = rest.Slice(mark.Length, length).ToString();
        used = length + (2 * mark.Length);
        return true;
    }

    private static bool TryLink(StringBuilder html, ReadOnlySpan<char> rest, out int used)
    {
        used = 0;
        var middle = rest.IndexOf("](");
        var end = rest.IndexOf(')');
        if (rest[0] != '[' || middle < 0 || end < middle)
            return false;
        var to = rest[(middle + 2)..end].ToString();
        if (!to.StartsWith('/') && !to.StartsWith("https://", StringComparison.Ordinal))
            return false;
        html.Append("<a href=\"").Append(MarkdownHtml.Escape(to)).Append("\">").Append(MarkdownHtml.Escape(rest[1..middle].ToString())).Append("</a>");
        used = end + 1;
        return true;
    }
}
