using System.CommandLine;
using System.CommandLine.Invocation;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;

namespace Unjam.Cli.Commands;

/// <summary>Shows the help of the command that was asked about.</summary>
internal sealed class HelpAction(SharedOptions shared) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult) => (int)Guard.Run(shared.StageOf(parseResult), stage =>
    {
        HelpScreen.Write(stage.Paper, parseResult.CommandResult.Command);
        return ExitCode.Ran;
    });
}
