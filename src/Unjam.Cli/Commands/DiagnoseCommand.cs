using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam diagnose</c>.</summary>
internal sealed class DiagnoseCommand(SharedOptions shared, Func<DiagnoseRequest, Stage, ExitCode> diagnose)
{
    public Command Create()
    {
        var (target, watch, pySpy) = (new TargetChoice(), new WatchChoice(), new PySpyOptions());
        var json = JsonOption.Create();
        var markdown = new Option<bool>("--md") { Description = "Answer in Markdown, to paste where the incident is talked about." };
        var failOn = FailOnOption.Create("none", "none", "warning", "critical");
        var whatIf = new WhatIfOption();

        var command = new Command("diagnose", "Watch a process for some seconds and say what stalls it and what to change.");
        target.AddTo(command);
        watch.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(markdown);
        command.Options.Add(failOn);
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(markdown))
                result.AddError("Give --json or --md: the answer has one form");
        });
        whatIf.AddTo(command);
        pySpy.AddTo(command);
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
        {
            if (pySpy.RemarkOn(parsed) is { } remark)
                stage.Say($"{remark:sentence}");
            var form = parsed.GetValue(json) ? OutputForm.Json : parsed.GetValue(markdown) ? OutputForm.Markdown : OutputForm.Screen;
            var whatIfs = whatIf.Of(parsed);
            var options = watch.Of(parsed) with { Whole = whatIfs.Count > 0 };
            return diagnose(new(target.Of(parsed), options, form, FailOnOption.SeverityOf(parsed.GetValue(failOn))) { WhatIfs = whatIfs }, stage);
        }));
        return command;
    }
}
