using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Cli.Screens;

/// <summary>The answer of a gate: a line for each finding, the worst last, and a last line that says whether it passed.</summary>
/// <param name="asked">How long it was to watch.</param>
/// <param name="failOn">The least severity that fails it.</param>
/// <param name="code">What is told to the caller.</param>
internal sealed class CheckScreen(Paper paper, TimeSpan asked, Severity failOn, ExitCode code) : ISink
{
    public void Take(Report report)
    {
        QualityLine.Write(paper, report.Quality);
        foreach (var reason in report.Undecided)
            paper.Line($"{Ink.Dim}not judged: {reason:sentence}{Ink.Plain}", 2);
        foreach (var finding in report.Findings.Where(finding => finding.Id != FindingIds.Inconclusive).Reverse())
            FindingBlock.WriteLine(paper, finding);
        paper.Unwrapped(Verdict(report));
    }

    private Words Verdict(Report report)
    {
        var pid = report.Target.Pid;
        var watched = Spans.Of(report.Quality.Watched);
        var findings = report.Findings.Where(finding => finding.Id != FindingIds.Inconclusive).ToArray();
        var bad = findings.Count(finding => finding.Severity >= failOn);
        return code switch
        {
            ExitCode.Ran when findings.Length == 0 => $"{Ink.Good}✔ PASSED{Ink.Plain}  {pid}: nothing found in {watched} ({Endings.Seen(report)})",
            ExitCode.Ran => $"{Ink.Good}✔ PASSED{Ink.Plain}  {pid}: {Endings.Count(findings.Length, "finding")} in {watched}, none {Names.Of(failOn)}",
            ExitCode.Findings => $"{Ink.Bad}✖ FAILED{Ink.Plain}  {pid}: {Endings.Count(bad, "finding")} at or above {Names.Of(failOn)} in {watched}; what to change: unjam diagnose {pid}",
            ExitCode.Interrupted => $"{Ink.Warning}? INTERRUPTED{Ink.Plain}  {pid}: watched for {watched} of {Spans.Of(asked)}",
            ExitCode.Gone => $"{Ink.Warning}? GONE{Ink.Plain}  {pid}: it went away after {watched} of {Spans.Of(asked)}",
            _ => $"{Ink.Warning}? INCONCLUSIVE{Ink.Plain}  {pid}: {Endings.WhyInconclusive(report):sentence}",
        };
    }
}
