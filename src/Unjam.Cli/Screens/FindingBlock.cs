using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Cli.Screens;

/// <summary>One finding: what is wrong, where, how it is known, what follows, and what to do, the quick remedy first.</summary>
internal static class FindingBlock
{
    private const int Column = 21;

    public static void Write(Paper paper, Finding finding, Report report, AdviceParts parts)
    {
        paper.Line($"{Mark(finding.Severity)} {finding.Severity.ToString().ToUpperInvariant()}{Ink.Plain}  {Ink.Bold}{finding.Id}{Ink.Plain}  {finding.Title:sentence}", 2);
        if (Words.Join(" · ", Facts(finding)) is { IsEmpty: false } facts)
            paper.Line($"  {facts}", 2);
        if (!finding.Stack.Frames.IsEmpty || finding.Culprit is not null)
            paper.Blank();
        WriteStack(paper, finding);
        if (finding.Evidence.Length > 0)
            paper.Blank();
        foreach (var evidence in finding.Evidence)
            paper.Line($"  {evidence:sentence}", 4);
        if (!finding.Consequences.IsEmpty)
            paper.Line($"  {Ink.Bold}Meanwhile:{Ink.Plain} {string.Join("; ", finding.Consequences.Select(text => text.TrimEnd('.'))):sentence}.", 4);
        foreach (var pool in report.Pools.Where(pool => pool.Name == finding.Subject))
            PoolTable.WriteDoing(paper, pool);
        paper.Blank();
        WriteAdvice(paper, finding, parts, report.Target.Pid);
    }

    /// <summary>The stack that proves it, from the frame that is to change on.</summary>
    public static void WriteStack(Paper paper, Finding finding)
    {
        if (finding.Culprit is { } culprit)
            StackLines.Write(paper, finding.Stack.Frames, culprit, WhatItDoes(finding));
        else
            StackLines.WriteFolded(paper, finding.Stack.Frames);
    }

    /// <summary>The finding as one line that is never wrapped and names the place: it survives scrolling back, and grep finds it.</summary>
    public static void WriteLine(Paper paper, Finding finding) => paper.Unwrapped(LineOf(finding));

    /// <summary>That line, to stand in another.</summary>
    public static Words LineOf(Finding finding)
    {
        var line = new Words(80, 8);
        line.AppendFormatted((Words)$"{Mark(finding.Severity)} {finding.Id}{Ink.Plain}");
        if (finding.Held is { } held)
            line.AppendFormatted((Words)$"  {Spans.Of(held)}");
        if (finding.Culprit is { } culprit)
        {
            line.AppendFormatted(culprit.Call is { } call ? (Words)$"  {call} in {culprit.Function}" : (Words)$"  {culprit.Function}");
            line.AppendFormatted((Words)$"  {StackLines.Place(culprit.File, culprit.Line)}");
        }
        else
        {
            line.AppendFormatted((Words)$"  {finding.Title:sentence}");
        }

        return line;
    }

    private static Words Mark(Severity severity) => severity switch
    {
        Severity.Critical => (Words)$"{Ink.Bad}✖",
        Severity.Warning => (Words)$"{Ink.Warning}▲",
        _ => (Words)$"{Ink.Bold}●",
    };

    private static string WhatItDoes(Finding finding) => (finding.Cause, finding.Held?.IsOver) switch
    {
        ("cpu", true) => "computed here",
        ("cpu", _) => "computes here",
        (_, true) => "blocked here",
        _ => "blocks here",
    };

    private static IEnumerable<Words> Facts(Finding finding)
    {
        if (finding.Held is { } held)
            yield return $"for {Spans.Of(held)}{(held.IsOver ? held.IsLowerBound ? " (it had begun before Unjam looked)" : "" : " so far")}";
        if (finding.Cause is { } cause)
            yield return $"cause: {cause}";
        if (finding.Subject.Length > 0 && !finding.Title.Contains(finding.Subject, StringComparison.Ordinal))
            yield return $"{finding.Subject}";
        if (finding.Culprit?.Thread is { } thread && thread != finding.Subject)
            yield return $"thread {thread}";
        if (finding.Culprit?.Task is { } task)
            yield return $"task \"{task}\"";
    }

    private static void WriteAdvice(Paper paper, Finding finding, AdviceParts parts, int pid)
    {
        if (parts.StopTheBleeding is { } stop)
            paper.Line($"  {Ink.Bold}Stop the bleeding{Ink.Plain}  {stop:sentence}", Column);
        foreach (var (index, advice) in finding.Advice.Index())
        {
            paper.Line($"  {Ink.Bold}{(index == 0 ? "Fix" : "   ")}{Ink.Plain}                {advice.Summary:sentence}", Column);
            WriteCode(paper, '-', Ink.Bad, advice.Before);
            WriteCode(paper, '+', Ink.Good, advice.After);
        }

        paper.Line($"  {Ink.Bold}Verify{Ink.Plain}             unjam diagnose {pid} --fail-on {Names.Of(finding.Severity)}", Column);
        paper.Line($"  {Ink.Bold}More{Ink.Plain}               unjam explain {finding.Id}", Column);
        paper.Blank();
    }

    private static void WriteCode(Paper paper, char sign, Ink ink, string? code)
    {
        if (code is null)
            return;
        foreach (var line in code.TrimEnd('\n').Split('\n'))
            paper.Unwrapped($"      {ink}{sign.ToString()}  {line:sentence}{Ink.Plain}");
    }
}
