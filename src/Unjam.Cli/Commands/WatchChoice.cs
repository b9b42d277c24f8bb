using System.CommandLine;
using System.CommandLine.Parsing;
using Unjam.DotNet;

namespace Unjam.Cli.Commands;

/// <summary>How long and how often a command watches.</summary>
/// <param name="duration">The option that says how long.</param>
internal sealed class WatchChoice(Option<string> duration)
{
    // Long enough for two judgements of anything that lasts, short enough for a person to wait.
    private const string UsualDuration = "5s";

    private readonly Option<string> rate = new("--rate", "-r")
    {
        Description = "Looks per second. [100; .NET: 50]",
        HelpName = "HZ",
    };

    /// <summary>As <c>diagnose</c> has it.</summary>
    public WatchChoice()
        : this(new Option<string>("--duration", "-d")
        {
            Description = "Watch for at most this long (5s, 500ms, 2m); ends early when certain. [5s]",
            HelpName = "TIME",
            DefaultValueFactory = _ => UsualDuration,
        })
    {
    }

    public void AddTo(Command command)
    {
        command.Options.Add(duration);
        command.Options.Add(rate);
        command.Validators.Add(Validate);
    }

    /// <summary>What a command line says that was not refused.</summary>
    public AskedWatch Of(ParseResult parsed) => new(
        Quantities.Duration(parsed.GetValue(duration) ?? "") ?? throw new InvalidOperationException("a duration without sense was not refused"),
        parsed.GetValue(rate) is { } often ? Quantities.Rate(often) ?? throw new InvalidOperationException("a rate without sense was not refused") : null);

    private void Validate(CommandResult result)
    {
        var (time, often) = (Given(result, duration) ?? duration.GetDefaultValue() as string ?? "", Given(result, rate));
        if (Quantities.Duration(time) is not { } watched)
            result.AddError($"{duration.Name} {time} makes no sense: give a time between 1ms and 24h, such as 5s, 500ms or 2m");
        else if ((often is null ? DotNetProbe.UsualRate : Quantities.Rate(often)) is not { } looks)
            result.AddError($"--rate {often} makes no sense: give looks per second between 0.1 and 10000, such as 100");
        else if (watched.TotalSeconds * looks < 2)
            result.AddError($"{duration.Name} and --rate leave no time for two looks, and one look proves no stall: watch longer or look more often");
    }

    private static string? Given(CommandResult result, Option<string> option) => result.GetResult(option) is { Tokens: [.., var token] } ? token.Value : null;
}
