using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal sealed class SharedOptions
{
    private readonly Option<string> colour = new("--color")
    {
        Description = "auto, always or never.",
        HelpName = "WHEN",
        Recursive = true,
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<bool> noColour = new("--no-color") { Description = "The same as --color never.", Recursive = true };

    private readonly Option<bool> ascii = new("--ascii")
    {
        Description = "Only ASCII signs (as in a locale that is not UTF-8).",
        Recursive = true,
    };

    public SharedOptions() => colour.AcceptOnlyFromAmong("auto", "always", "never");

    public void AddTo(RootCommand root)
    {
        root.Options.Add(colour);
        root.Options.Add(noColour);
        root.Options.Add(ascii);
    }

    /// <summary>The streams of this process as the command line wants them; a command line that makes no sense wants nothing.</summary>
    public Stage StageOf(ParseResult parsed) => parsed.Errors.Count > 0
        ? Stage.OfProcess(ColourChoice.Auto, ascii: false)
        : Stage.OfProcess(ChoiceOf(parsed), parsed.GetValue(ascii));

    private ColourChoice ChoiceOf(ParseResult parsed) => (parsed.GetValue(noColour), parsed.GetValue(colour)) switch
    {
        (true, _) or (_, "never") => ColourChoice.Never,
        (_, "always") => ColourChoice.Always,
        _ => ColourChoice.Auto,
    };
}
