using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Unjam.Export;

namespace Unjam.Cli.Screens;

/// <summary>
/// A piece of text for the screen, written as an interpolated string: its literals are ours and stand as they are, every
/// string put into a hole is made safe, and an <see cref="Ink"/> in a hole holds until the next one.
/// </summary>
/// <remarks>
/// Inks travel as private-use characters, which safe text never contains: no target can forge one. There is no conversion
/// from a string, so that no text gets past the holes.
/// </remarks>
[InterpolatedStringHandler]
internal sealed class Words
{
    private const char FirstInk = '\uE000';

    private readonly StringBuilder text;

    public Words(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Several words in a row; a line is broken between them, never inside one of them.</summary>
    public static Words Join(string separator, IEnumerable<Words> words)
    {
        var joined = new Words(80, 8);
        foreach (var each in words)
        {
            if (joined.text.Length > 0)
                joined.text.Append(separator);
            joined.text.Append(each.text.Replace(' ', Paper.UnbreakableSpace));
        }

        return joined;
    }

    public bool IsEmpty => text.Length == 0;

    /// <summary>The ink that a character stands for, if it stands for one.</summary>
    public static Ink? InkOf(char character) => character is >= FirstInk and <= (char)(FirstInk + (int)Ink.Place) ? (Ink)(character - FirstInk) : null;

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string? hostile) => text.Append(SafeText.Of(hostile));

    /// <summary>A whole sentence (<c>:sentence</c>), which may be longer than a name.</summary>
    public void AppendFormatted(string? hostile, string format) =>
        text.Append(SafeText.Of(hostile, format == "sentence" ? SafeText.SentenceLimit : throw new FormatException(format)));

    public void AppendFormatted(int number) => text.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(Ink ink) => text.Append((char)(FirstInk + (int)ink));

    public void AppendFormatted(Words words) => text.Append(words.text);

    public override string ToString() => text.ToString();
}
