using System.Buffers;
using System.Globalization;
using System.Text;

namespace Unjam.Export;

/// <summary>The one place where text that a target names becomes text that a terminal, a file or a reader of JSON may have.</summary>
/// <remarks>
/// What could move the cursor, hide, reorder or forge text is written as Python would write it: <c>\x1b</c>, <c>\u202e</c>,
/// <c>\U000e0041</c>. Letters of all scripts stay as they are.
/// </remarks>
public static class SafeText
{
    /// <summary>Most characters of one name that are shown on a line.</summary>
    public const int NameLimit = 300;

    /// <summary>Most characters of a sentence that may hold names.</summary>
    public const int SentenceLimit = 2_000;

    /// <summary>Most characters of one string in a document.</summary>
    public const int DocumentLimit = 8_192;

    // More marks than any language stacks on one letter: beyond it they climb over the neighbouring lines.
    private const int MostMarks = 4;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The text with everything dangerous made visible, and cut after <paramref name="limit"/> characters with the length it had.</summary>
    public static string Of(string? text, int limit = NameLimit)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length <= limit && !text.AsSpan().ContainsAnyExcept(Plain))
            return text;

        var safe = new StringBuilder(Math.Min(text.Length, limit) + 16);
        var (taken, marks) = (0, 0);
        for (var rest = text.AsSpan(); !rest.IsEmpty; taken++)
        {
            if (taken == limit)
                return safe.Append(CultureInfo.InvariantCulture, $"…(len={text.Length})").ToString();
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != OperationStatus.Done)
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[0]:x4}");
                rest = rest[1..];
                marks = 0;
                continue;
            }

            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks || IsDangerous(rune))
                AppendVisibly(safe, rune);
            else
                safe.Append(rest[..consumed]);
            rest = rest[consumed..];
        }

        return safe.ToString();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsDangerous(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        _ => IsInvisible(rune.Value),
    };

    // Letters and marks that show nothing, by Unicode's Default_Ignorable_Code_Point, and the braille blank.
    private static bool IsInvisible(int value) => value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    private static void AppendVisibly(StringBuilder safe, Rune rune) => _ = rune.Value switch
    {
        '\t' => safe.Append("\\t"),
        '\n' => safe.Append("\\n"),
        '\r' => safe.Append("\\r"),
        < 0x100 => safe.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        < 0x10000 => safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        _ => safe.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
    };
}
