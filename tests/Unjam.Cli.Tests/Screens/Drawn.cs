using System.Text;
using Unjam.Cli.Screens;

namespace Unjam.Cli.Tests.Screens;

/// <summary>Draws a screen into a string.</summary>
internal static class Drawn
{
    public static string By(Action<Paper> draw, int width = 80, bool hasColour = false, bool isAscii = false)
    {
        using var text = new StringWriter();
        draw(new Paper(text, width, hasColour, isAscii));
        return text.ToString();
    }

    /// <summary>Fails when the text holds anything that may move a cursor, hide, reorder or forge; ends of lines and our own colours may be there.</summary>
    public static void AssertSafe(string text)
    {
        var bare = System.Text.RegularExpressions.Regex.Replace(text, "\x1b\\[(0|1|2|1;3[1236])m", "").Replace("\n", "");
        for (var at = 0; at < bare.Length; at++)
        {
            Assert.True(Rune.TryGetRuneAt(bare, at, out var rune), $"half a character at {at}");
            var category = Rune.GetUnicodeCategory(rune);
            Assert.False(
                category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.PrivateUse
                    or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator or System.Globalization.UnicodeCategory.OtherNotAssigned
                || (category is System.Globalization.UnicodeCategory.SpaceSeparator && rune.Value != ' '),
                $"U+{rune.Value:X4} reaches the terminal");
            at += rune.Utf16SequenceLength - 1;
        }
    }
}
