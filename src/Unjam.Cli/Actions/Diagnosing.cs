using System.Collections.Immutable;
using Unjam.Cli.Attaching;
using Unjam.Cli.Commands;
using Unjam.Cli.Markdown;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Model;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam diagnose</c>: attaches, watches, and hands the report to the screen or the document.</summary>
internal sealed class Diagnosing(Patience patience, Func<int, IReadOnlyList<int>> below, Func<ImmutableArray<IRule>> rules, TimeProvider time)
{
    public ExitCode Run(DiagnoseRequest request, Stage stage)
    {
        if (request.Page is { } wanted && PageWriting.Refusal(wanted) is { } refusal)
        {
            stage.Say($"unjam: {refusal:sentence}");
            return ExitCode.CannotWrite;
        }

        using var interrupt = new Interrupt();
        using var attachment = patience.Attach(request.Pid, request.Watch.Duration, interrupt.Token);
        var report = Watch(attachment, request.Watch, new ProgressLine(stage, attachment.Target, request.Watch.Duration, isAlone: true), interrupt.Token, out var seen);
        var workers = report.Outcome == Outcome.Healthy && report.Loops.IsEmpty && report.Pools.IsEmpty ? below(request.Pid).Count : 0;
        if (workers > 0 && request.Form != OutputForm.Screen)
            stage.Say($"{Endings.Master(request.Pid, workers):sentence}");
        ISink sink = request.Form switch
        {
            OutputForm.Json => new DiagnosisJson(stage.Output, Product.Version),
            OutputForm.Markdown => new DiagnosisMarkdown(stage.Output, request.Watch.Duration, AdvicePages.Of),
            _ => new DiagnosisScreen(stage.Paper, request.Watch.Duration, AdvicePages.Of) { Workers = workers },
        };
        sink.Take(WhatIfs.Answer(report, request.WhatIfs, out var refusals, out var isUnknown));
        stage.Flush();
        foreach (var unanswered in refusals)
            stage.Say($"unjam: {unanswered:sentence}");
        if (request.Page is { } path && !new PageWriting(time).Write(path, seen, report, stage))
            return ExitCode.CannotWrite;
        return isUnknown ? ExitCode.Usage : CodeOf(report, request.FailOn);
    }

    /// <summary>Watches with the rules of a new watch.</summary>
    /// <param name="line">Shows where the watch stands; null where nobody is to be told.</param>
    public Report Watch(Attachment attachment, AskedWatch asked, ProgressLine? line, CancellationToken cancellation) =>
        Watch(attachment, asked, line, cancellation, out _);

    private Report Watch(Attachment attachment, AskedWatch asked, ProgressLine? line, CancellationToken cancellation, out Timeline seen)
    {
        using (line)
        {
            var watch = new Watch(attachment.Probe, attachment.Target, time, rules(), asked.Of(attachment.Target));
            var report = watch.Run(line, cancellation);
            seen = watch.Seen ?? throw new InvalidOperationException("a watch that is over has seen nothing");
            return report;
        }
    }

    /// <summary>What a report comes to for a script.</summary>
    public static ExitCode CodeOf(Report report, Severity? failOn) => report switch
    {
        { Ending: Ending.Cancelled } => ExitCode.Interrupted,
        { Outcome: Outcome.Inconclusive } => ExitCode.Inconclusive,
        _ when failOn is { } least && report.Findings.Any(finding => finding.Severity >= least) => ExitCode.Findings,
        { Ending: Ending.TargetGone } => ExitCode.Gone,
        _ => ExitCode.Ran,
    };
}
