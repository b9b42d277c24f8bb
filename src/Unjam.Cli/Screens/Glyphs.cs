using System.Globalization;
using System.Text;

namespace Unjam.Cli.Screens;

/// <summary>The signs of the screen in a terminal that shows only ASCII, and how many columns characters take in one that shows more.</summary>
internal static class Glyphs
{
    /// <summary>The text in ASCII: our own signs have their spelling, other letters are written by their code point.</summary>
    public static string ToAscii(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var ascii = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii || rune.Value == Paper.UnbreakableSpace || (rune.IsBmp && Words.InkOf((char)rune.Value) is not null))
                ascii.Append(rune);
            else
                ascii.Append(SpellingOf(rune.Value));
        }

        return ascii.ToString();
    }

    /// <summary>Columns that the text takes; inks take none.</summary>
    public static int WidthOf(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
            return text.Length;
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += WidthOf(rune);
        return width;
    }

    /// <summary>As much of the text as fits.</summary>
    public static string Cut(string text, int width)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width -= WidthOf(rune);
            if (width < 0)
                return text[..at];
            at += rune.Utf16SequenceLength;
        }

        return text;
    }

    private static int WidthOf(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        >= 0xE000 and <= 0xE0FF => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1,
    };

    private static string SpellingOf(int value) => value switch
    {
        '✖' => "X",
        '▲' => "!",
        '●' => "*",
        '✔' => "OK",
        '→' => "->",
        '←' => "<-",
        '≥' => ">=",
        '≤' => "<=",
        '±' => "+-",
        '×' => "x",
        '≈' => "~",
        '·' => "|",
        '–' or '—' => "-",
        '…' => "...",
        '‘' or '’' => "'",
        '“' or '”' => "\"",
        '⇒' => "=>",
        'µ' => "u",
        < 0x10000 => $"\\u{value:x4}",
        _ => $"\\U{value:x8}",
    };
}
