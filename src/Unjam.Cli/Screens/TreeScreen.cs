using System.Collections.Immutable;
using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>Shows what the watches of a process and of those below it came to: the worst in full, a line for each, and a headline that names the worst.</summary>
/// <param name="screen">Shows one report in full.</param>
internal sealed class TreeScreen(Paper paper, ISink screen)
{
    /// <param name="root">The process that was asked for.</param>
    /// <param name="left">Processes below it that were not watched, because there are too many.</param>
    public void Write(int root, ImmutableArray<TreeMember> members, int left)
    {
        var worst = TreeMember.WorstOf(members);
        if (worst?.Report is { } report)
        {
            screen.Take(report);
            paper.Blank();
        }

        paper.Line($"{Ink.Bold}Process {root} and {Endings.Below(members.Length - 1)}{Ink.Plain}  (read-only)", 2);
        var table = new Table(2);
        foreach (var member in members)
            table.Add($"{member.Pid}", Verdict(member));
        table.WriteTo(paper);
        if (left > 0)
            paper.Line($"  {Ink.Dim}{Endings.Left(left)}{Ink.Plain}", 4);
        paper.Blank();
        paper.Unwrapped(Headline(members, worst));
    }

    private static Words Verdict(TreeMember member) => member switch
    {
        { Worst: { } finding } => FindingBlock.LineOf(finding),
        { Report: { Outcome: Outcome.Inconclusive } report } => $"{Ink.Warning}? inconclusive{Ink.Plain}  {Endings.WhyInconclusive(report):sentence}",
        { Report: { } report } => $"{Ink.Good}✔ healthy{Ink.Plain}  {Endings.Seen(report)}",
        _ => $"{Ink.Warning}? not watched{Ink.Plain}  {member.WhyNot:sentence}",
    };

    private static Words Headline(ImmutableArray<TreeMember> members, TreeMember? worst)
    {
        var stalled = members.Count(member => member.Worst is not null);
        var unknown = members.Count(member => member.Report is null or { Outcome: Outcome.Inconclusive });
        if (worst?.Worst is { } finding)
            return $"{FindingBlock.LineOf(finding)}  in {worst.Pid}, the worst of {stalled} that stall among {members.Length} processes";
        return unknown > 0
            ? (Words)$"{Ink.Warning}? INCONCLUSIVE{Ink.Plain}  No stall seen, but {unknown} of {members.Length} processes could not be judged."
            : (Words)$"{Ink.Good}✔ HEALTHY{Ink.Plain}  No stall seen in {members.Length} processes.";
    }
}
