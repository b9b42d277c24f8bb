using System.CommandLine;
using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>The option that says how bad a finding must be to make the exit code 1.</summary>
internal static class FailOnOption
{
    /// <param name="usual">The word that counts when nothing is said.</param>
    /// <param name="words">The words that can be said.</param>
    public static Option<string> Create(string usual, params string[] words)
    {
        var option = new Option<string>("--fail-on")
        {
            Description = $"Exit with 1 on a finding this bad: {string.Join(", ", words[..^1])} or {words[^1]}. [{usual}]",
            HelpName = "SEVERITY",
            DefaultValueFactory = _ => usual,
        };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary>The severity that a word means; null for <c>none</c>.</summary>
    public static Severity? SeverityOf(string? word) => word switch
    {
        "warning" => Severity.Warning,
        "critical" => Severity.Critical,
        _ => null,
    };
}
