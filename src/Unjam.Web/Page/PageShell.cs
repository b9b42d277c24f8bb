using System.Collections.Immutable;
using System.Text;

namespace Unjam.Web.Page;

/// <summary>The HTML around the page. The rest is made by its script, of text nodes.</summary>
internal static class PageShell
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>Unjam</title>

        """;

    public static string Live(ImmutableArray<PageAsset> assets) => Head + $"""
        <link rel="icon" href="{PageBundle.Of(assets, "icon.svg").Path}">
        <link rel="stylesheet" href="{PageBundle.Of(assets, "app.css").Path}">
        <script defer src="{PageBundle.Of(assets, "app.js").Path}"></script>
        </head>
        <body>
        <div id="page"></div>
        <noscript><p>This page draws what unjam serve sees, and needs JavaScript for it. Without: run <code>unjam diagnose PID</code>, or read <a href="/metrics">/metrics</a>.</p></noscript>
        </body>
        </html>

        """;

    /// <summary>One file that needs nothing: styles, script and facts are inside. Its policy lets nothing else run or load.</summary>
    /// <param name="facts">The page document; every <c>&lt;</c> in it is escaped.</param>
    /// <param name="sentence">What a reader without JavaScript is told, as text.</param>
    public static void WriteFile(Stream output, ReadOnlySpan<byte> facts, string sentence)
    {
        var (style, script) = (PageBundle.Of(PageBundle.Assets, "app.css"), PageBundle.Of(PageBundle.Assets, "app.js"));
        Text($"""
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-{script.Sha256}'; style-src 'sha256-{style.Sha256}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'">
            <link rel="icon" href="data:,">
            <style>
            """, before: Head);
        output.Write(style.Plain.Span);
        Text($"""
            </style>
            </head>
            <body>
            <div id="page"></div>
            <noscript><p>{Escape(sentence)}</p></noscript>
            <script type="application/json" id="document">
            """);
        output.Write(facts);
        Text("</script>\n<script>");
        output.Write(script.Plain.Span);
        Text("</script>\n</body>\n</html>\n");

        void Text(string text, string before = "") => output.Write(Encoding.UTF8.GetBytes(before + text));
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
