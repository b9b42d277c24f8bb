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

/// <summary><c>unjam diagnose --subprocesses</c>: watches a process and the services below it at the same time, and names the worst.</summary>
internal sealed class DiagnosingTree(Patience patience, Func<int, IReadOnlyList<int>> below, Diagnosing diagnosing)
{
    // A watch costs some hundredths of a core: more of them at once would take what the service needs.
    private const int MostBelow = 16;

    public ExitCode Run(DiagnoseRequest request, Stage stage)
    {
        using var interrupt = new Interrupt();
        var found = below(request.Pid);
        int[] pids = [request.Pid, .. found.Take(MostBelow)];
        stage.Say($"Watching {request.Pid} and {Endings.Below(pids.Length - 1)} for up to {Spans.Of(request.Watch.Duration)}");
        var watches = Array.ConvertAll(pids, pid => Task.Factory.StartNew(
            () => Watch(pid, request.Watch, interrupt.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        var results = Array.ConvertAll(watches, watch => watch.GetAwaiter().GetResult());
        if (results[0].Refusal is AttachException { Failure: AttachFailure.NoSuchProcess } || results.All(result => result.Refusal is not null))
            throw results[0].Refusal ?? new TargetGoneException($"The target is gone: process {request.Pid} has exited.");

        ImmutableArray<TreeMember> members = [.. results.Select(result => result.Member)];
        Show(request, members, found.Count + 1 - pids.Length, stage);
        return CodeOf(members, request.FailOn);
    }

    private (TreeMember Member, Exception? Refusal) Watch(int pid, AskedWatch asked, CancellationToken cancellation)
    {
        try
        {
            using var attachment = patience.Attach(pid, asked.Duration, cancellation);
            return (new(pid, diagnosing.Watch(attachment, asked, line: null, cancellation), null), null);
        }
        catch (Exception refusal) when (refusal is AttachException or TargetGoneException)
        {
            return (new(pid, null, refusal.Message), refusal);
        }
    }

    private static void Show(DiagnoseRequest request, ImmutableArray<TreeMember> members, int left, Stage stage)
    {
        switch (request.Form)
        {
            case OutputForm.Json:
                foreach (var member in members)
                {
                    if (member.Report is { } report)
                        new DiagnosisJson(stage.Output, Product.Version).Take(report);
                    else
                        stage.Say($"{member.Pid} was not watched: {member.WhyNot:sentence}");
                }

                if (left > 0)
                    stage.Say($"{Endings.Left(left)}");
                break;
            case OutputForm.Markdown:
                new TreeMarkdown(stage.Output, new DiagnosisMarkdown(stage.Output, request.Watch.Duration, AdvicePages.Of)).Write(request.Pid, members, left);
                break;
            default:
                new TreeScreen(stage.Paper, new DiagnosisScreen(stage.Paper, request.Watch.Duration, AdvicePages.Of)).Write(request.Pid, members, left);
                break;
        }
    }

    /// <summary>The worst that any of them comes to for a script: a finding weighs more than one that could not be judged.</summary>
    private static ExitCode CodeOf(ImmutableArray<TreeMember> members, Severity? failOn)
    {
        ExitCode[] codes = [.. members.Select(member => member.Report is { } report ? Diagnosing.CodeOf(report, failOn) : ExitCode.Inconclusive)];
        ExitCode[] order = [ExitCode.Interrupted, ExitCode.Findings, ExitCode.Inconclusive];
        return order.FirstOrDefault(codes.Contains, ExitCode.Ran);
    }
}
