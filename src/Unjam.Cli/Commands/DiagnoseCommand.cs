using System.CommandLine;
using Unjam.Cli.Output;
using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam diagnose</c>.</summary>
internal sealed class DiagnoseCommand(SharedOptions shared, Func<DiagnoseRequest, Stage, ExitCode> diagnose)
{
    public Command Create()
    {
        var (target, watch, pySpy) = (new TargetChoice(), new WatchChoice(), new PySpyOptions());
        var json = JsonOption.Create();
        var failOn = new Option<string>("--fail-on")
        {
            Description = "Exit with 1 on a finding this bad: none, warning or critical. [none]",
            HelpName = "SEVERITY",
            DefaultValueFactory = _ => "none",
        };
        failOn.AcceptOnlyFromAmong("none", "warning", "critical");

        var command = new Command("diagnose", "Watch a process for some seconds and say what stalls it and what to change.");
        target.AddTo(command);
        watch.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(failOn);
        pySpy.AddTo(command);
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
        {
            if (pySpy.RemarkOn(parsed) is { } remark)
                stage.Say($"{remark:sentence}");
            return diagnose(new(target.Of(parsed), watch.Of(parsed), parsed.GetValue(json), SeverityOf(parsed.GetValue(failOn))), stage);
        }));
        return command;
    }

    private static Severity? SeverityOf(string? word) => word switch
    {
        "warning" => Severity.Warning,
        "critical" => Severity.Critical,
        _ => null,
    };
}
