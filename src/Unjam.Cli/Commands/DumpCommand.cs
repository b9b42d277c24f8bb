using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam dump</c>.</summary>
internal sealed class DumpCommand(SharedOptions shared, Func<int, bool, Stage, ExitCode> dump)
{
    public Command Create()
    {
        var (target, pySpy, json) = (new TargetChoice(), new PySpyOptions(), JsonOption.Create());
        var command = new Command("dump", "Show every thread's stack, the loops with their tasks and the pools with their work, once.");
        target.AddTo(command);
        command.Options.Add(json);
        pySpy.AddTo(command);
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
        {
            if (pySpy.RemarkOn(parsed) is { } remark)
                stage.Say($"{remark:sentence}");
            return dump(target.Of(parsed), parsed.GetValue(json), stage);
        }));
        return command;
    }
}
