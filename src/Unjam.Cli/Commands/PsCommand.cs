using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam ps</c>.</summary>
internal sealed class PsCommand(SharedOptions shared, Func<bool, Stage, ExitCode> list)
{
    public Command Create()
    {
        var json = JsonOption.Create();
        var command = new Command("ps", "List the Python and .NET processes that can be attached to, and why others cannot.") { json };
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage => list(parsed.GetValue(json), stage)));
        return command;
    }
}
