using System.Collections.Immutable;
using System.Text;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;

namespace Unjam.Cli.Markdown;

/// <summary>Writes what the watches of a process and of those below it came to: a headline, a line for each, and the worst in full.</summary>
/// <param name="diagnosis">Writes one report in full.</param>
internal sealed class TreeMarkdown(Stream output, DiagnosisMarkdown diagnosis)
{
    public void Write(int root, ImmutableArray<TreeMember> members, int left)
    {
        var page = new MarkdownPage();
        var worst = TreeMember.WorstOf(members);
        page.Paragraph($"**Process {root} and {Endings.Below(members.Length - 1):prose}**");
        page.List(members.Select(member => (Marked)$"{member.Pid}: {Verdict(member)}"));
        if (left > 0)
            page.Paragraph($"{Endings.Left(left):prose}");
        if (worst?.Report is { } report)
            diagnosis.Write(page, report);
        output.Write(Encoding.UTF8.GetBytes(page.ToString()));
    }

    private static Marked Verdict(TreeMember member) => member switch
    {
        { Worst: { Culprit: { } culprit } finding } => Blaming(finding, culprit),
        { Worst: { } finding } => $"✖ {finding.Id} {finding.Title:prose}",
        { Report: { Outcome: Outcome.Inconclusive } report } => $"? inconclusive: {Endings.WhyInconclusive(report):prose}",
        { Report: { } report } => $"✔ healthy, {Endings.Seen(report):prose}",
        _ => $"? not watched: {member.WhyNot:prose}",
    };

    private static Marked Blaming(Finding finding, Culprit culprit)
    {
        var place = $"{culprit.File}:{culprit.Line}";
        var held = finding.Held is { } known ? " " + Spans.Of(known) : "";
        return $"✖ {finding.Id} {held:prose} in {culprit.Function}, {place}";
    }
}
