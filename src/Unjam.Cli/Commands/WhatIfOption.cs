using System.CommandLine;
using System.Globalization;
using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>The option <c>--what-if POOL=N</c>, which may be given several times.</summary>
internal sealed class WhatIfOption
{
    private const int MostWorkers = 10_000;

    private readonly Option<string[]> option = new("--what-if")
    {
        Description = "Predict the queue wait if a pool had N workers; may be repeated. Watches for the whole duration.",
        HelpName = "POOL=N",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(option) is not { } given)
                return;
            if (given.Tokens.Count == 0)
                result.AddError("--what-if needs a pool and a number, such as --what-if reports=12");
            foreach (var token in given.Tokens)
            {
                if (Parse(token.Value) is null)
                    result.AddError($"--what-if {token.Value} makes no sense: give the pool's name and a number of workers between 1 and {MostWorkers}, such as reports=12");
            }
        });
    }

    /// <summary>What a command line asks that was not refused.</summary>
    public IReadOnlyList<WhatIf> Of(ParseResult parsed) => [.. (parsed.GetValue(option) ?? []).Select(Parse).OfType<WhatIf>()];

    /// <summary>A question such as <c>reports=12</c>; null when it makes no sense. A pool's name may itself hold a =.</summary>
    private static WhatIf? Parse(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var workers) && workers is >= 1 and <= MostWorkers
            ? new WhatIf(text[..at], workers)
            : null;
    }
}
