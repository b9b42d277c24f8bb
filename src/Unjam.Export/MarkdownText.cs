using System.Buffers;
using System.Text;

namespace Unjam.Export;

/// <summary>The one place where text that a target names becomes text that may stand in a Markdown document, wherever that is pasted.</summary>
/// <remarks>
/// On top of <see cref="SafeText"/>: names stand in code spans, in which nothing is interpreted, and what could end a span, open a tag or call
/// somebody is written as Python would write it: <c>\x60</c> for a backtick, <c>\x3c</c> for a bracket that is not one of Python's own names,
/// <c>\x40</c> for the sign that mentions, <c>\x7c</c> for the one that parts cells.
/// </remarks>
public static class MarkdownText
{
    // Signs that mean nothing to any Markdown when they stand between or beside letters.
    private const string PlainSigns = "-–—+=≥≤±%…→·'’×≈✖▲●✔";

    // 1.50, 3,000, 8/8, 4.5/s, 31%
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.,/s%≥±");

    // Python names its own code so: they are in every second stack.
    private static readonly string[] OwnNames = ["<module>", "<lambda>", "<locals>", "<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>", "<frozen ", "<string>", "<stdin>"];

    /// <summary>A name as a code span.</summary>
    public static string Code(string? hostile, int limit = SafeText.NameLimit)
    {
        var safe = Line(SafeText.Of(hostile, limit)).Trim(' ');
        return safe.Length == 0 ? "(no name)" : $"`{safe}`";
    }

    /// <summary>A sentence that may hold names: words that are no plain words become code spans.</summary>
    public static string Prose(string? hostile)
    {
        var prose = new StringBuilder();
        foreach (var word in SafeText.Of(hostile, SafeText.SentenceLimit).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (prose.Length > 0)
                prose.Append(' ');
            AppendWord(prose, word);
        }

        return prose.ToString();
    }

    /// <summary>A line of safe text as it may stand inside a code span or between fences of backticks.</summary>
    public static string Line(string safe)
    {
        if (safe.AsSpan().IndexOfAny("`<@|") < 0)
            return safe;
        var line = new StringBuilder(safe.Length + 16);
        for (var at = 0; at < safe.Length; at++)
        {
            _ = safe[at] switch
            {
                '`' => line.Append("\\x60"),
                '|' => line.Append("\\x7c"),
                '<' when !IsOwnName(safe.AsSpan(at)) => line.Append("\\x3c"),
                '@' when at == 0 || !char.IsLetterOrDigit(safe[at - 1]) => line.Append("\\x40"),
                var other => line.Append(other),
            };
        }

        return line.ToString();
    }

    private static bool IsOwnName(ReadOnlySpan<char> text)
    {
        foreach (var name in OwnNames)
        {
            if (text.StartsWith(name))
                return true;
        }

        return false;
    }

    // Quotes, brackets and the ends of sentences stay outside of the span.
    private static void AppendWord(StringBuilder prose, string word)
    {
        var begin = word.Length - word.AsSpan().TrimStart("\"(").Length;
        var end = word.AsSpan(begin).TrimEnd("\".,;:!?)").Length + begin;
        // a call keeps its brackets
        if (end < word.Length && word[end] == ')' && word.AsSpan(begin, end - begin).Contains('('))
            end++;
        var kernel = word.AsSpan(begin, end - begin);
        var isFirst = prose.Length == 0;
        if (kernel.IsEmpty ? !isFirst : IsPlain(kernel) && !(isFirst && BeginsBlock(word)))
            prose.Append(word);
        else if (kernel.IsEmpty)
            prose.Append(Code(word, SafeText.SentenceLimit));
        else
            prose.Append(word.AsSpan(0, begin)).Append(Code(kernel.ToString(), SafeText.SentenceLimit)).Append(word.AsSpan(end));
    }

    private static bool IsPlain(ReadOnlySpan<char> word)
    {
        if (word.IndexOfAnyInRange('0', '9') >= 0 && !word.ContainsAnyExcept(Numeric))
            return true;
        if (word.Length > 1 && word[0] == '-')
            return false; // an option
        foreach (var character in word)
        {
            if (!char.IsLetterOrDigit(character) && !PlainSigns.Contains(character))
                return false;
        }

        return true;
    }

    // At the start of a line these would begin a list, a rule or a heading.
    private static bool BeginsBlock(string word) =>
        word[0] is '-' or '+' or '=' || (char.IsAsciiDigit(word[0]) && word[^1] is '.' or ')');
}
