using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Cli.Markdown;

/// <summary>One finding as Markdown: what is wrong, where, how it is known, what follows, and what to do, the quick remedy first.</summary>
internal static class FindingMarkdown
{
    public static void Write(MarkdownPage page, Finding finding, Report report, AdviceParts parts)
    {
        page.Paragraph($"### {Mark(finding.Severity):prose} {finding.Id}: {finding.Title:prose}");
        page.List(Facts(finding));
        page.Block(paper => FindingBlock.WriteStack(paper, finding));
        if (finding.Evidence.Length > 0)
            page.Paragraph($"**Evidence**");
        page.List(finding.Evidence.Select(evidence => (Marked)$"{evidence:prose}"));
        if (!finding.Consequences.IsEmpty)
            page.Paragraph($"**Meanwhile:** {string.Join("; ", finding.Consequences.Select(text => text.TrimEnd('.'))):prose}.");
        foreach (var pool in report.Pools.Where(pool => pool.Name == finding.Subject))
            page.Block(paper => PoolTable.WriteDoing(paper, pool));
        if (parts.StopTheBleeding is { } stop)
            page.Paragraph($"**Stop the bleeding:** {stop:prose}");
        if (!finding.Advice.IsEmpty)
            page.Paragraph($"**Fix**");
        foreach (var (index, advice) in finding.Advice.Index())
            page.Step(index + 1, $"{advice.Summary:prose}", advice.Before, advice.After);
        var verify = $"unjam check {report.Target.Pid} --fail-on {Names.Of(finding.Severity)}";
        var more = "unjam explain " + finding.Id;
        page.Paragraph($"**Verify:** {verify} · **More:** {more}");
    }

    private static IEnumerable<Marked> Facts(Finding finding)
    {
        if (finding.Culprit is { } culprit)
        {
            var place = culprit.Line > 0 ? $"{culprit.File}:{culprit.Line}" : culprit.File;
            yield return culprit.Call is { } call ? (Marked)$"**Culprit:** {call} in {culprit.Function}, {place}" : (Marked)$"**Culprit:** {culprit.Function}, {place}";
        }

        if (finding.Held is { } held)
            yield return $"**For:** {Spans.Of(held) + (held.IsOver ? "" : " so far"):prose}";
        if (finding.Cause is { } cause)
            yield return $"**Cause:** {cause}";
        if (finding.Culprit?.Thread is { } thread)
            yield return $"**Thread:** {thread}";
        if (finding.Culprit?.Task is { } task)
            yield return $"**Task:** {task}";
    }

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Critical => "✖ critical",
        Severity.Warning => "▲ warning",
        _ => "● info",
    };
}
