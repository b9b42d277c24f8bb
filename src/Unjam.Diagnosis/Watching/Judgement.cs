using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What all rules say of a timeline, put together: one root cause, one finding.</summary>
/// <param name="Findings">Worst first.</param>
/// <param name="Undecided">Why rules could not tell.</param>
/// <param name="IsBlind">A rule could not see what it needs, so that the absence of its finding means nothing.</param>
/// <param name="IsWaiting">A rule suspects something that more looks would settle.</param>
/// <param name="IsCertain">Something was found, and more looks would not change what is said of it.</param>
internal sealed record Judgement(
    ImmutableArray<Finding> Findings, ImmutableArray<string> Undecided, bool IsBlind, bool IsWaiting, bool IsCertain)
{
    public static Judgement Of(Timeline timeline, ImmutableArray<IRule> rules)
    {
        var found = ImmutableArray.CreateBuilder<Finding>();
        var undecided = ImmutableArray.CreateBuilder<string>();
        var unsettled = new HashSet<string>();
        bool blind = false, waiting = false;
        foreach (var rule in rules)
        {
            switch (rule.Judge(timeline))
            {
                case Verdict.Found verdict:
                    found.AddRange(verdict.Findings);
                    if (!verdict.IsSettled)
                        unsettled.UnionWith(verdict.Findings.Select(finding => finding.Id));
                    break;
                case Verdict.Undecided verdict:
                    undecided.Add(verdict.Because);
                    blind |= verdict.IsBlind;
                    waiting |= !verdict.IsBlind;
                    break;
            }
        }

        var roots = RootCause.Settle(found.ToImmutable(), timeline);
        var certain = !waiting && roots.Length > 0 && !roots.Any(root => unsettled.Contains(root.Id));
        return new(roots, undecided.ToImmutable(), blind, waiting, certain);
    }

    public Outcome Outcome =>
        Findings.Any(finding => finding.Id != FindingIds.Inconclusive) ? Outcome.Findings
        : Findings.Length > 0 || IsBlind ? Outcome.Inconclusive
        : Outcome.Healthy;
}
