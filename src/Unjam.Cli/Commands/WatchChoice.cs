using System.CommandLine;
using System.CommandLine.Parsing;
using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>How long and how often a command watches.</summary>
internal sealed class WatchChoice
{
    private readonly Option<string> duration = new("--duration", "-d")
    {
        Description = "Watch for at most this long (5s, 500ms, 2m); ends early when certain. [5s]",
        HelpName = "TIME",
        DefaultValueFactory = _ => "5s",
    };

    private readonly Option<string> rate = new("--rate", "-r")
    {
        Description = "Looks per second. [100]",
        HelpName = "HZ",
        DefaultValueFactory = _ => "100",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(duration);
        command.Options.Add(rate);
        command.Validators.Add(Validate);
    }

    /// <summary>What a command line says that was not refused.</summary>
    public WatchOptions Of(ParseResult parsed) => new(
        Quantities.Duration(parsed.GetValue(duration) ?? "") ?? throw new InvalidOperationException("a duration without sense was not refused"),
        Quantities.Rate(parsed.GetValue(rate) ?? "") ?? throw new InvalidOperationException("a rate without sense was not refused"));

    private void Validate(CommandResult result)
    {
        var (time, often) = (Given(result, duration, "5s"), Given(result, rate, "100"));
        if (Quantities.Duration(time) is not { } watched)
            result.AddError($"--duration {time} makes no sense: give a time between 1ms and 24h, such as 5s, 500ms or 2m");
        else if (Quantities.Rate(often) is not { } looks)
            result.AddError($"--rate {often} makes no sense: give looks per second between 0.1 and 10000, such as 100");
        else if (watched.TotalSeconds * looks < 2)
            result.AddError("--duration and --rate leave no time for two looks, and one look proves no stall: watch longer or look more often");
    }

    private static string Given(CommandResult result, Option<string> option, string usual) =>
        result.GetResult(option) is { Tokens: [.., var token] } ? token.Value : usual;
}
