using System.Text.RegularExpressions;
using Unjam.Fleet;

namespace Unjam.Cli.Serving;

/// <summary>Reads patterns of command lines.</summary>
internal static partial class Patterns
{
    private const int Longest = 1_000;

    // Matching takes time in proportion to the length of both: this is never reached unless the machine stands still.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    /// <summary>Matches every process.</summary>
    public static TargetPattern Any { get; } = new(null, Compile(""));

    /// <summary>A pattern such as <c>uvicorn shop:app</c>, or with a name of its own: <c>shop=uvicorn shop:app</c>.</summary>
    /// <exception cref="FormatException">It is no regular expression; the message says what is wrong with it.</exception>
    public static TargetPattern Parse(string text)
    {
        if (text.Length is 0 or > Longest)
            throw new FormatException($"give a regular expression of at most {Longest} characters, such as uvicorn or shop=uvicorn shop:app");
        var named = Named().Match(text);
        var expression = named.Success ? text[named.Length..] : text;
        try
        {
            return new TargetPattern(named.Success ? named.Groups["name"].Value : null, Compile(expression));
        }
        catch (RegexParseException wrong)
        {
            throw new FormatException($"the regular expression is wrong at its character {wrong.Offset + 1}: {Words(wrong.Error)}");
        }
        catch (NotSupportedException)
        {
            throw new FormatException("the regular expression looks around or back; only what can be matched in one pass is taken");
        }
    }

    // In one pass, whatever the expression: command lines are anybody's text.
    private static Regex Compile(string expression) => new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit);

    // InsufficientClosingParentheses → insufficient closing parentheses
    private static string Words(RegexParseError error) => Capital().Replace(error.ToString(), match => " " + match.Value.ToLowerInvariant()).Trim();

    [GeneratedRegex(@"^(?<name>[A-Za-z_][\w.-]{0,59})=")]
    private static partial Regex Named();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
