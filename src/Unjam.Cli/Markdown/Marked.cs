using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Unjam.Export;

namespace Unjam.Cli.Markdown;

/// <summary>
/// A piece of Markdown, written as an interpolated string: its literals are ours and stand as they are, every string put into a hole
/// becomes a code span, or with <c>:prose</c> a sentence whose names are code spans.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Marked
{
    private readonly StringBuilder text;

    public Marked(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 24));

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string? hostile) => text.Append(MarkdownText.Code(hostile));

    public void AppendFormatted(string? hostile, string format) =>
        text.Append(format == "prose" ? MarkdownText.Prose(hostile) : throw new FormatException(format));

    public void AppendFormatted(int number) => text.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(Marked marked) => text.Append(marked.text);

    public override string ToString() => text.ToString();
}
