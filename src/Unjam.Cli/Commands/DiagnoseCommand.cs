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
        var html = new Option<string?>("--html") { Description = "Also leave a page with charts, lanes and stacks: one file for any browser.", HelpName = "FILE" };
        var subprocesses = new Option<bool>("--subprocesses", "-s") { Description = "Watch the Python and .NET processes below it, too: for the masters of gunicorn and uvicorn." };
        var failOn = FailOnOption.Create("none", "none", "warning", "critical");
        var whatIf = new WhatIfOption();

        var command = new Command("diagnose", "Watch a process for some seconds and say what stalls it and what to change.");
        target.AddTo(command);
        watch.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(markdown);
        command.Options.Add(html);
        command.Options.Add(subprocesses);
        command.Options.Add(failOn);
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(markdown))
                result.AddError("Give --json or --md: the answer has one form");
            if (result.GetValue(subprocesses) && result.GetValue(html) is not null)
                result.AddError("--html shows one process: give the PID of that process, without --subprocesses");
            if (result.GetValue(subprocesses) && result.GetResult("--what-if") is not null)
                result.AddError("--what-if asks about a pool of one process: give the PID of that process, without --subprocesses");
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
            var severity = FailOnOption.SeverityOf(parsed.GetValue(failOn));
            return diagnose(new(target.Of(parsed), options, form, severity) { WhatIfs = whatIfs, WithSubprocesses = parsed.GetValue(subprocesses), Page = parsed.GetValue(html) }, stage);
        }));
        return command;
    }
}
