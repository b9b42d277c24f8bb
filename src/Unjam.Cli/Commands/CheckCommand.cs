using System.CommandLine;
using Unjam.Cli.Output;
using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam check</c>.</summary>
internal sealed class CheckCommand(SharedOptions shared, Func<CheckRequest, Stage, ExitCode> check)
{
    public Command Create()
    {
        var target = new TargetChoice();
        var watch = new WatchChoice(new Option<string>("--for", "-d", "--duration")
        {
            Description = "Watch for this long, whatever is found (30s, 2m). [30s]",
            HelpName = "TIME",
            DefaultValueFactory = _ => "30s",
        });
        var json = JsonOption.Create();
        var failOn = FailOnOption.Create("critical", "warning", "critical");

        var command = new Command("check", "Watch a process to the end of a time and pass or fail: a gate for CI and canaries.");
        target.AddTo(command);
        watch.AddTo(command);
        command.Options.Add(json);
        command.Options.Add(failOn);
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
        {
            var severity = FailOnOption.SeverityOf(parsed.GetValue(failOn)) ?? Severity.Critical;
            return check(new(target.Of(parsed), watch.Of(parsed) with { Whole = true }, parsed.GetValue(json), severity), stage);
        }));
        return command;
    }
}
