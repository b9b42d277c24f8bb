using System.Text;

namespace Unjam.Cli.Screens;

/// <summary>What a screen writes on: it wraps lines, knows the terminal's inks and signs, and knows nothing of what is written.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="width">Columns to wrap at.</param>
/// <param name="hasColour">Inks become colours; else they vanish.</param>
/// <param name="isAscii">Only ASCII may be written.</param>
internal sealed class Paper(TextWriter writer, int width, bool hasColour, bool isAscii)
{
    /// <summary>A space at which a line is not broken. Safe text never contains it.</summary>
    public const char UnbreakableSpace = '\u00a0';

    public int Width { get; } = Math.Max(20, width);

    /// <summary>Columns that words take on this paper.</summary>
    public int WidthOf(Words words) => Glyphs.WidthOf(Signs(words));

    public void Blank() => writer.Write('\n');

    /// <summary>A line that is never wrapped: to be found by grep, or copied.</summary>
    public void Unwrapped(Words words)
    {
        var line = new StringBuilder();
        Ink(line, Signs(words).TrimEnd(), Screens.Ink.Plain, out _);
        writer.Write(line.Append('\n'));
    }

    /// <summary>A line that is wrapped at spaces; what is carried over is indented by <paramref name="hang"/> columns.</summary>
    public void Line(Words words, int hang = 0)
    {
        var text = Signs(words);
        hang = Math.Min(hang, Width / 2);
        var ink = Screens.Ink.Plain;
        for (var isFirst = true; ; isFirst = false)
        {
            var room = isFirst ? Width : Width - hang;
            var end = EndOfLine(text, room);
            var line = new StringBuilder();
            if (!isFirst)
                line.Append(' ', hang);
            Ink(line, text[..end].TrimEnd(), ink, out ink);
            writer.Write(line.Append('\n'));
            text = text[end..].TrimStart(' ');
            if (text.All(character => Words.InkOf(character) is not null))
                return;
        }
    }

    private string Signs(Words words) => isAscii ? Glyphs.ToAscii(words.ToString()) : words.ToString();

    // The last space that still fits; the indentation is no place to break; a longer word is left whole, for the terminal to carry over.
    private static int EndOfLine(string text, int room)
    {
        if (Glyphs.WidthOf(text) <= room)
            return text.Length;
        var at = text.Length - text.AsSpan().TrimStart(' ').Length;
        var (used, last) = (at, -1);
        while (at < text.Length)
        {
            var isSpace = text[at] == ' ';
            if (isSpace && used > room)
                return at;
            if (isSpace)
                last = at;
            Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var consumed);
            used += Glyphs.WidthOf(text.AsSpan(at, consumed));
            if (!isSpace && used > room && last >= 0)
                return last;
            at += consumed;
        }

        return text.Length;
    }

    private void Ink(StringBuilder line, string text, Ink begin, out Ink end)
    {
        end = begin;
        if (hasColour && begin != Screens.Ink.Plain)
            line.Append(CodeOf(begin));
        foreach (var character in text)
        {
            if (Words.InkOf(character) is not { } ink)
            {
                line.Append(character == UnbreakableSpace ? ' ' : character);
                continue;
            }

            if (hasColour && ink != end)
                line.Append(end == Screens.Ink.Plain ? "" : "\x1b[0m").Append(CodeOf(ink));
            end = ink;
        }

        if (hasColour && end != Screens.Ink.Plain)
            line.Append("\x1b[0m");
    }

    private static string CodeOf(Ink ink) => ink switch
    {
        Screens.Ink.Bold => "\x1b[1m",
        Screens.Ink.Dim => "\x1b[2m",
        Screens.Ink.Bad => "\x1b[1;31m",
        Screens.Ink.Warning => "\x1b[1;33m",
        Screens.Ink.Good => "\x1b[1;32m",
        Screens.Ink.Place => "\x1b[1;36m",
        _ => "",
    };
}
