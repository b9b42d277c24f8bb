using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>Shows a report as text. The most important line comes last, where the eye lands.</summary>
/// <param name="asked">How long the watch was allowed to take.</param>
/// <param name="pages">The advice page of a finding id; null when there is none.</param>
internal sealed class DiagnosisScreen(Paper paper, TimeSpan asked, Func<string, string?> pages) : ISink
{
    /// <summary>How many Python and .NET processes are below the target, which looks like their master; 0 when it does its work itself.</summary>
    public int Workers { get; init; }

    public void Take(Report report)
    {
        Header.Write(paper, report.Target, report.Loops.Select(loop => loop.Kind));
        paper.Line($"{Endings.Of(report, asked):sentence}", 2);
        paper.Blank();
        foreach (var finding in report.Findings.Where(IsSomething))
            FindingBlock.Write(paper, finding, report, AdviceParts.Of(pages(finding.Id)));

        LoopTable.Write(paper, report.Loops);
        PoolTable.Write(paper, report.Pools);
        foreach (var pool in report.Pools)
            PlanLines.Write(paper, pool, report.Findings.Any(finding => finding.Subject == pool.Name));
        if (!report.Loops.IsEmpty || !report.Pools.IsEmpty)
            paper.Blank();
        QualityLine.Write(paper, report.Quality);
        WriteEnd(report);
    }

    private void WriteEnd(Report report)
    {
        if (report.Outcome != Outcome.Inconclusive)
        {
            foreach (var reason in report.Undecided)
                paper.Line($"  {Ink.Dim}not judged: {reason:sentence}{Ink.Plain}", 4);
        }

        switch (report.Outcome)
        {
            case Outcome.Findings:
                foreach (var finding in report.Findings.Where(IsSomething).Reverse())
                    FindingBlock.WriteLine(paper, finding);
                break;
            case Outcome.Inconclusive:
                WriteInconclusive(report);
                break;
            default:
                WriteHealthy(report);
                break;
        }
    }

    private void WriteInconclusive(Report report)
    {
        var why = report.Findings.FirstOrDefault(finding => !IsSomething(finding));
        foreach (var evidence in why?.Evidence ?? [])
            paper.Line($"  {evidence:sentence}", 4);
        foreach (var reason in report.Undecided)
            paper.Line($"  {reason:sentence}", 4);
        foreach (var advice in why?.Advice ?? [])
            paper.Line($"  {Ink.Bold}Try{Ink.Plain}  {advice.Summary:sentence}", 7);
        paper.Line($"{Ink.Warning}? INCONCLUSIVE{Ink.Plain}  {why?.Title ?? "Unjam could not see enough to tell.":sentence}", 2);
    }

    private static bool IsSomething(Finding finding) => finding.Id != FindingIds.Inconclusive;

    private void WriteHealthy(Report report)
    {
        if (report.Ending == Ending.Duration)
            paper.Line($"  {Ink.Dim}If it stalls only now and then: unjam diagnose {report.Target.Pid} --duration 60s{Ink.Plain}", 4);
        paper.Line($"{Ink.Good}✔ HEALTHY{Ink.Plain}  No stall seen in {Spans.Of(report.Quality.Watched)}: {Endings.Seen(report)}.", 2);
        if (Workers > 0)
            paper.Line($"{Ink.Bold}● {Endings.Master(report.Target.Pid, Workers):sentence}{Ink.Plain}", 2);
    }
}
