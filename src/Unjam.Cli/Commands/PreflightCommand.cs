using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam preflight</c>.</summary>
internal sealed class PreflightCommand(SharedOptions shared, Func<int?, bool, Stage, ExitCode> preflight)
{
    public Command Create()
    {
        var (target, json) = (new TargetChoice(isOptional: true), JsonOption.Create());
        var command = new Command("preflight", "Say whether a process can be attached to from here: each condition, and what to do about it.");
        target.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage => preflight(target.TryOf(parsed), parsed.GetValue(json), stage)));
        return command;
    }
}
