using System.Text;
using Microsoft.AspNetCore.Http;
using Unjam.Web.Reading;

namespace Unjam.Web.Answers;

/// <summary>The advice pages as plain documents: what alerts link to.</summary>
internal sealed class ExplainAnswer(Func<string, string?> page, IReadOnlyList<string> ids)
{
    private static readonly byte[] Css = Embedded.Bytes("plain.css");

    public static Task Style(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return Body.Bytes(context, StatusCodes.Status200OK, "text/css; charset=utf-8", Css);
    }

    public bool Has(string id) => ids.Contains(id);

    public Task List(HttpContext context)
    {
        var list = string.Concat(ids.Select(id => $"- [{id}](/explain/{id})\n"));
        return Send(context, "Findings", $"# What Unjam finds\n\n{list}");
    }

    public Task Page(HttpContext context, string id) => Send(context, id, page(id) ?? "");

    private static Task Send(HttpContext context, string title, string markdown)
    {
        var html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
            + $"<title>{MarkdownHtml.Escape(title)} – Unjam</title>\n<link rel=\"stylesheet\" href=\"/a/plain.css\">\n</head>\n<body>\n<main>\n"
            + MarkdownHtml.Of(markdown)
            + "</main>\n<footer><a href=\"/\">Unjam</a> · <a href=\"/explain\">all findings</a></footer>\n</body>\n</html>\n";
        return Body.Bytes(context, StatusCodes.Status200OK, Body.Html, Encoding.UTF8.GetBytes(html));
    }
}
