using System.Globalization;
using System.Text;

namespace Unjam.Memory;

/// <summary>Makes text that a target chose fit for a message.</summary>
public static class TargetText
{
    private const int Most = 200;

    /// <summary>The text without control, format and unpaired characters, cut to a readable length.</summary>
    public static string Printable(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= Most)
                return clean.Append('…').ToString();
            clean.Append(IsShown(rune) ? rune.ToString() : "\ufffd");
        }

        return clean.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
