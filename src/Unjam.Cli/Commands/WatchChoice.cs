using System.CommandLine;
using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>How long and how often a command watches.</summary>
internal sealed class WatchChoice
{
    private static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(5);
    private const double UsualRate = 100;

    private readonly Option<TimeSpan> duration = new("--duration", "-d")
    {
        Description = "Watch for at most this long (5s, 500ms, 2m); ends early when certain. [5s]",
        HelpName = "TIME",
        CustomParser = Quantities.Duration,
        DefaultValueFactory = _ => UsualDuration,
    };

    private readonly Option<double> rate = new("--rate", "-r")
    {
        Description = "Looks per second. [100]",
        HelpName = "HZ",
        CustomParser = Quantities.Rate,
        DefaultValueFactory = _ => UsualRate,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(duration);
        command.Options.Add(rate);
        command.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Children.Any(child => child.Errors.Any()))
                return;
            var watched = result.GetResult(duration) is null ? UsualDuration : result.GetValue(duration);
            var looks = watched.TotalSeconds * (result.GetResult(rate) is null ? UsualRate : result.GetValue(rate));
            if (looks < 2)
                result.AddError("--duration and --rate leave no time for two looks, and one look proves no stall: watch longer or look more often");
        });
    }

    public WatchOptions Of(ParseResult parsed) => new(parsed.GetValue(duration), parsed.GetValue(rate));
}
