using System.CommandLine;
using System.CommandLine.Help;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Cli.Serving;

namespace Unjam.Cli.Commands;

/// <summary>The whole command line. It knows what can be typed; what is done is given to it.</summary>
internal sealed class UnjamCommand
{
    private readonly SharedOptions shared = new();
    private readonly RootCommand root = new("Unjam says why a live Python or .NET service stalls, and what to change. It reads only.");

    public required Func<DiagnoseRequest, Stage, ExitCode> Diagnose { get; init; }

    public required Func<CheckRequest, Stage, ExitCode> Check { get; init; }

    public required Func<int, bool, Stage, ExitCode> Dump { get; init; }

    public required Func<bool, Stage, ExitCode> List { get; init; }

    public required Func<RunRequest, Stage, ExitCode> Run { get; init; }

    public required Func<ServeSettings, string?, Stage, ExitCode> Serve { get; init; }

    public required Func<int?, bool, Stage, ExitCode> Preflight { get; init; }

    public required Func<string?, Stage, ExitCode> Explain { get; init; }

    public required Func<bool, Stage, ExitCode> ShowVersion { get; init; }

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Invoke(string[] arguments) =>
        (int)Guard.Run(Stage.OfProcess(ColourChoice.Auto, ascii: false), _ => (ExitCode)Obey(arguments));

    private int Obey(string[] arguments)
    {
        Build();
        // an argument that begins with @ is an argument, not a file to read more arguments from
        var parsed = root.Parse(arguments is ["help", ..] ? [.. arguments[1..], "--help"] : arguments, new() { ResponseFileTokenReplacer = null });
        return parsed.Action is not HelpAction && parsed.Errors.Count > 0
            ? (int)Guard.Run(shared.StageOf(parsed), stage => Refuse(parsed, stage))
            : parsed.Invoke(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private void Build()
    {
        root.Directives.Clear();
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h") { Description = "Show help.", Recursive = true, Action = new HelpAction(shared) });
        shared.AddTo(root);
        var version = new Option<bool>("--version", "-V") { Description = "Show the version." };
        root.Options.Add(version);
        root.Subcommands.Add(new DiagnoseCommand(shared, Diagnose).Create());
        root.Subcommands.Add(new CheckCommand(shared, Check).Create());
        root.Subcommands.Add(new DumpCommand(shared, Dump).Create());
        root.Subcommands.Add(new PsCommand(shared, List).Create());
        root.Subcommands.Add(new RunCommand(shared, Run).Create());
        root.Subcommands.Add(new ServeCommand(shared, Serve).Create());
        root.Subcommands.Add(new PreflightCommand(shared, Preflight).Create());
        root.Subcommands.Add(new ExplainCommand(shared, Explain).Create());
        root.Subcommands.Add(new VersionCommand(shared, ShowVersion).Create());
        root.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
        {
            if (parsed.GetValue(version))
                return ShowVersion(false, stage);
            HelpScreen.WriteConcise(stage.Paper, root);
            return ExitCode.Ran;
        }));
    }

    private ExitCode Refuse(ParseResult parsed, Stage stage)
    {
        var command = parsed.CommandResult.Command;
        var error = parsed.Errors[0].Message;
        if (command is RootCommand && parsed.UnmatchedTokens is [var typed, ..])
            error = Nearest(typed) is { } name ? $"\"{typed}\" is not a command: did you mean {name}?" : $"\"{typed}\" is not a command";
        stage.Say($"unjam: {error:sentence}");
        stage.Say($"See: unjam {(command is RootCommand ? "" : command.Name + " ")}--help");
        return ExitCode.Usage;
    }

    private string? Nearest(string typed) => root.Subcommands.Select(command => command.Name)
        .Select(name => (name, Distance: Spelling.Distance(typed, name)))
        .Where(near => near.Distance <= 2)
        .OrderBy(near => near.Distance)
        .Select(near => near.name)
        .FirstOrDefault();
}
