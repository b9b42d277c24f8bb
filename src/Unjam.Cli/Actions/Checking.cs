using Unjam.Cli.Attaching;
using Unjam.Cli.Commands;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam check</c>: watches the whole time, and passes or fails.</summary>
internal sealed class Checking(Patience patience, Diagnosing diagnosing)
{
    public ExitCode Run(CheckRequest request, Stage stage)
    {
        using var interrupt = new Interrupt();
        using var attachment = patience.Attach(request.Pid, request.Watch.Duration, interrupt.Token);
        var report = diagnosing.Watch(attachment, request.Watch, new ProgressLine(stage, attachment.Target, request.Watch.Duration, isAlone: true), interrupt.Token);
        var code = Diagnosing.CodeOf(report, request.FailOn);
        ISink sink = request.IsJson
            ? new DiagnosisJson(stage.Output, Product.Version)
            : new CheckScreen(stage.Paper, request.Watch.Duration, request.FailOn, code);
        sink.Take(report);
        return code;
    }
}
