using System.Globalization;
using System.Text;
using Unjam.Cli.Screens;
using Unjam.Export;

namespace Unjam.Cli.Markdown;

/// <summary>What a Markdown document is written on: paragraphs, lists, and blocks of what the screen would show.</summary>
internal sealed class MarkdownPage
{
    // wide enough for a stack with its files, narrow enough for a channel
    private const int BlockWidth = 100;

    private readonly StringBuilder text = new();

    public void Paragraph(Marked marked)
    {
        Part();
        text.Append(marked).Append('\n');
    }

    /// <summary>A list, an item for each piece.</summary>
    public void List(IEnumerable<Marked> items)
    {
        Part();
        foreach (var item in items)
            text.Append("- ").Append(item).Append('\n');
    }

    /// <summary>A block that looks as on the screen; nothing when nothing is drawn.</summary>
    public void Block(Action<Paper> draw)
    {
        using var drawn = new StringWriter(CultureInfo.InvariantCulture);
        draw(new Paper(drawn, BlockWidth, hasColour: false, isAscii: false));
        var lines = drawn.ToString().Trim('\n').Split('\n');
        var indent = lines.Min(line => line.Length == 0 ? int.MaxValue : line.Length - line.TrimStart(' ').Length);
        Fence("text", [.. lines.Select(line => line.Length == 0 ? line : line[indent..])], "");
    }

    /// <summary>A numbered item with the change of code that it asks for.</summary>
    public void Step(int number, Marked marked, string? before, string? after)
    {
        Part();
        text.Append(CultureInfo.InvariantCulture, $"{number}. ").Append(marked).Append('\n');
        Fence("diff", [.. Signed("-  ", before), .. Signed("+  ", after)], "   ");
    }

    public override string ToString() => text.ToString().TrimEnd('\n') + "\n";

    private void Fence(string language, string[] lines, string indent)
    {
        if (lines is [] or [""])
            return;
        Part();
        text.Append(indent).Append("```").Append(language).Append('\n');
        foreach (var line in lines)
            text.Append(indent).Append(MarkdownText.Line(line)).Append('\n');
        text.Append(indent).Append("```\n");
    }

    // A blank line parts what stands above from what comes.
    private void Part()
    {
        if (text.Length > 1 && text[^2] != '\n')
            text.Append('\n');
    }

    private static IEnumerable<string> Signed(string sign, string? code) =>
        code is null ? [] : code.TrimEnd('\n').Split('\n').Select(line => sign + SafeText.Of(line, SafeText.SentenceLimit));
}
