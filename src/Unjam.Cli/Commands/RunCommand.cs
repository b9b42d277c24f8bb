using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam run</c>.</summary>
internal sealed class RunCommand(SharedOptions shared, Func<RunRequest, Stage, ExitCode> run)
{
    public Command Create()
    {
        var watch = new WatchChoice();
        var json = JsonOption.Create();
        var words = new Argument<string[]>("CMD")
        {
            Description = "The command to start, with its arguments, after --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("run", "Start a command, watch it as diagnose does (the verdict goes to stderr), and end with its exit code.") { words };
        watch.AddTo(command);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetValue(words) is null or [])
                result.AddError("Which command? Give it after --, such as: unjam run -- python app.py");
        });
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
        {
            var given = parsed.GetValue(words) ?? [];
            return run(new(given[0], given[1..], watch.Of(parsed), parsed.GetValue(json)), stage);
        }));
        return command;
    }
}
