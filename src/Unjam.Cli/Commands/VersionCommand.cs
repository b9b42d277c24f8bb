using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam version</c>.</summary>
internal sealed class VersionCommand(SharedOptions shared, Func<bool, Stage, ExitCode> show)
{
    public Command Create()
    {
        var json = JsonOption.Create();
        var command = new Command("version", "Show the version of Unjam and what it can attach to.") { json };
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage => show(parsed.GetValue(json), stage)));
        return command;
    }
}
