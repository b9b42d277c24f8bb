using Unjam.Memory;

namespace Unjam.Cli.Output;

/// <summary>What is known of one standard stream: whether a person reads it, and what may be shown to them.</summary>
/// <param name="IsTerminal">It is a terminal; else a file, a pipe or nothing.</param>
/// <param name="Width">Columns to wrap at.</param>
/// <param name="HasColour">Colours may be used.</param>
/// <param name="IsAscii">Only ASCII may be shown.</param>
/// <param name="CanErase">The line that is being written can be taken back.</param>
internal sealed record Terminal(bool IsTerminal, int Width, bool HasColour, bool IsAscii, bool CanErase)
{
    private const int UsualWidth = 80;

    // The first of these that is set decides, as in setlocale(3).
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    // Longer lines than this are hard to read, however wide the window is.
    private const int ReadableWidth = 120;

    public static Terminal Of(OwnDescriptor descriptor, ColourChoice colour, bool ascii) =>
        Of(descriptor.Columns, colour, ascii, Environment.GetEnvironmentVariable);

    public static Terminal Of(int? columns, ColourChoice colour, bool ascii, Func<string, string?> environment)
    {
        var isTerminal = columns is not null;
        var isDumb = environment("TERM") is null or "" or "dumb";
        return new(
            isTerminal,
            columns is { } known and > 0 ? Math.Min(known, ReadableWidth) : UsualWidth,
            HasColours(colour, isTerminal, isDumb, environment),
            ascii || !IsUnicode(environment),
            isTerminal && !isDumb);
    }

    // What is said on the command line is meant; NO_COLOR (no-color.org) wins over the wish for colour in pipes.
    private static bool HasColours(ColourChoice choice, bool isTerminal, bool isDumb, Func<string, string?> environment)
    {
        if (choice != ColourChoice.Auto)
            return choice == ColourChoice.Always;
        if (IsSet(environment("NO_COLOR")) || IsSet(environment("UNJAM_NO_COLOR")))
            return false;
        if (IsSet(environment("CLICOLOR_FORCE")) && environment("CLICOLOR_FORCE") != "0")
            return true;
        return isTerminal && !isDumb && environment("CLICOLOR") != "0";
    }

    private static bool IsUnicode(Func<string, string?> environment)
    {
        var locale = LocaleVariables.Select(environment).FirstOrDefault(IsSet) ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSet(string? value) => !string.IsNullOrEmpty(value);
}
