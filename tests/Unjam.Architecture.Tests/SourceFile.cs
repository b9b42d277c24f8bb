using System.Text.RegularExpressions;

namespace Unjam.Architecture.Tests;

/// <summary>A C# file of the working copy.</summary>
/// <param name="Path">From the root of the working copy, with forward slashes.</param>
/// <param name="Text">As it is.</param>
/// <param name="Code">With comments and the contents of strings blanked out, so that words in it are code.</param>
public sealed partial record SourceFile(string Path, string Text, string Code)
{
    public static SourceFile Read(string root, string path)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(root, path));
        return new SourceFile(path, text, Blanked().Replace(text, match => KeepLines(match.Value)));
    }

    /// <summary>The number of the line that a position in the text is on.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;

    /// <summary>Where a pattern matches code, as <c>path:line: what</c>.</summary>
    public IEnumerable<string> Where(Regex pattern) =>
        pattern.Matches(Code).Select(match => $"{Path}:{LineAt(match.Index)}: {match.Value.Trim()}");

    private static string KeepLines(string blanked) => new('\n', blanked.AsSpan().Count('\n'));

    // raw strings, line comments, block comments, verbatim strings, strings, characters: whichever begins first
    [GeneratedRegex("""
        "{3}[\s\S]*?"{3}|//[^\n]*|/\*[\s\S]*?\*/|@\$?"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'
        """)]
    private static partial Regex Blanked();
}
