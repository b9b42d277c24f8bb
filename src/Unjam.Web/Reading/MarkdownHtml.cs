using System.Text;

namespace Unjam.Web.Reading;

/// <summary>Turns the Markdown of advice pages into HTML: headings, paragraphs, lists, code, tables. Whatever else stands in it stays text.</summary>
internal static class MarkdownHtml
{
    public static string Of(string markdown)
    {
        var html = new StringBuilder();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at];
            if (line.StartsWith("```", StringComparison.Ordinal))
                at = Code(html, lines, at + 1);
            else if (line.StartsWith('#'))
                at = Heading(html, line, at);
            else if (line.StartsWith('|'))
                at = Table(html, lines, at);
            else if (ItemLength(line, out var isOrdered) > 0)
                at = List(html, lines, at, isOrdered);
            else if (line.Trim().Length == 0)
                at++;
            else
                at = Paragraph(html, lines, at);
        }

        return html.ToString();
    }

    /// <summary>Text as it may stand in HTML, in attributes too.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");

    private static int Code(StringBuilder html, string[] lines, int at)
    {
        html.Append("<pre tabindex=\"0\"><code>");
        for (; at < lines.Length && !lines[at].StartsWith("```", StringComparison.Ordinal); at++)
            html.Append(Escape(lines[at])).Append('\n');
        html.Append("</code></pre>\n");
        return at + 1;
    }

    private static int Heading(StringBuilder html, string line, int at)
    {
        var level = Math.Min(6, line.Length - line.TrimStart('#').Length);
        html.Append('<').Append('h').Append(level).Append('>').Append(InlineHtml.Of(line.TrimStart('#').Trim())).Append("</h").Append(level).Append(">\n");
        return at + 1;
    }

    private static int Table(StringBuilder html, string[] lines, int at)
    {
        html.Append("<table>\n");
        for (var row = 0; at < lines.Length && lines[at].StartsWith('|'); at++)
        {
            if (!lines[at].AsSpan().ContainsAnyExcept("|-: "))
                continue;
            var tag = row++ == 0 ? "th" : "td";
            html.Append("<tr>");
            foreach (var cell in lines[at].Trim().Trim('|').Split('|'))
                html.Append('<').Append(tag).Append('>').Append(InlineHtml.Of(cell.Trim())).Append("</").Append(tag).Append('>');
            html.Append("</tr>\n");
        }

        html.Append("</table>\n");
        return at;
    }

    private static int List(StringBuilder html, string[] lines, int at, bool isOrdered)
    {
        var tag = isOrdered ? "ol" : "ul";
        // a list may go on after code that belongs to one of its items
        var start = isOrdered ? lines[at][..lines[at].IndexOf('.')] : "";
        html.Append('<').Append(tag).Append(start is "" or "1" ? "" : $" start=\"{start}\"").Append(">\n");
        while (at < lines.Length && ItemLength(lines[at], out var isSame) is var marker and > 0 && isSame == isOrdered)
        {
            var text = new StringBuilder(lines[at][marker..].Trim());
            for (at++; at < lines.Length && lines[at].StartsWith("  ", StringComparison.Ordinal); at++)
                text.Append(' ').Append(lines[at].Trim());
            html.Append("<li>").Append(InlineHtml.Of(text.ToString())).Append("</li>\n");
        }

        html.Append("</").Append(tag).Append(">\n");
        return at;
    }

    private static int Paragraph(StringBuilder html, string[] lines, int at)
    {
        var text = new StringBuilder();
        for (; at < lines.Length && lines[at].Trim().Length > 0 && (text.Length == 0 || !BeginsBlock(lines[at])); at++)
            text.Append(text.Length > 0 ? " " : "").Append(lines[at].Trim());
        html.Append("<p>").Append(InlineHtml.Of(text.ToString())).Append("</p>\n");
        return at;
    }

    private static bool BeginsBlock(string line) =>
        line.StartsWith("```", StringComparison.Ordinal) || line[0] is '#' or '|' || ItemLength(line, out _) > 0;

    /// <summary>Length of the mark that begins an item of a list; 0 when the line begins none.</summary>
    private static int ItemLength(string line, out bool isOrdered)
    {
        var digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        isOrdered = digits is > 0 and < 4 && line.AsSpan(digits).StartsWith(". ");
        if (isOrdered)
            return digits + 2;
        return line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal) ? 2 : 0;
    }
}
