using System.Text;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Cli.Markdown;

/// <summary>Writes a report as Markdown, to be pasted where an incident is talked about. The command line of the process stays at home: it may hold secrets.</summary>
/// <param name="output">Where the document goes.</param>
/// <param name="asked">How long the watch was allowed to take.</param>
/// <param name="pages">The advice page of a finding id; null when there is none.</param>
internal sealed class DiagnosisMarkdown(Stream output, TimeSpan asked, Func<string, string?> pages) : ISink
{
    public void Take(Report report)
    {
        var page = new MarkdownPage();
        Write(page, report);
        output.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    public void Write(MarkdownPage page, Report report)
    {
        var findings = report.Findings.Where(finding => finding.Id != FindingIds.Inconclusive).ToArray();
        page.Paragraph($"**{Verdict(report, findings)}** – process {report.Target.Pid}, {KindOf(report):prose}. {Endings.Of(report, asked):prose}.");
        if (report.Outcome == Outcome.Inconclusive)
            WriteInconclusive(page, report);
        foreach (var finding in findings)
            FindingMarkdown.Write(page, finding, report, AdviceParts.Of(pages(finding.Id)));
        page.Block(paper =>
        {
            LoopTable.Write(paper, report.Loops);
            PoolTable.Write(paper, report.Pools);
        });
        if (report.Outcome != Outcome.Inconclusive)
            page.List(report.Undecided.Select(reason => (Marked)$"not judged: {reason:prose}"));
        page.Block(paper => QualityLine.Write(paper, report.Quality));
    }

    private static Marked Verdict(Report report, Finding[] findings) => report.Outcome switch
    {
        Outcome.Findings when findings.Length > 0 => $"✖ Unjam: {findings.Length} {(findings.Length == 1 ? "finding" : "findings"):prose}, the worst {Names.Of(findings.Max(finding => finding.Severity)):prose}",
        Outcome.Inconclusive => $"? Unjam: inconclusive",
        _ => $"✔ Unjam: healthy, no stall seen",
    };

    private static string KindOf(Report report) =>
        string.Join(", ", report.Loops.Select(loop => Names.Of(loop.Kind)).Distinct().Prepend(report.Target.Implementation));

    private static void WriteInconclusive(MarkdownPage page, Report report)
    {
        var why = report.Findings.FirstOrDefault(finding => finding.Id == FindingIds.Inconclusive);
        page.Paragraph($"{why?.Title ?? "Unjam could not see enough to tell.":prose}");
        page.List((why?.Evidence ?? []).Concat(report.Undecided).Select(reason => (Marked)$"{reason:prose}"));
        page.List((why?.Advice ?? []).Select(advice => (Marked)$"**Try:** {advice.Summary:prose}"));
    }
}
