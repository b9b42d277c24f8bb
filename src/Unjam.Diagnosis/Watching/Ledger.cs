using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Judges a timeline again and again, and keeps the findings whose proof the timeline has had to forget.</summary>
internal sealed class Ledger(ImmutableArray<IRule> rules, Timeline timeline)
{
    private readonly Dictionary<(string Id, string Subject, string? Function), Finding> kept = [];

    /// <summary>What can be said now. While the timeline remembers everything the newest judgement knows best.</summary>
    public Judgement Judge()
    {
        var judgement = Judgement.Of(timeline, rules);
        if (timeline.Looks == timeline.Count)
            return judgement;

        var current = new HashSet<(string, string, string?)>();
        foreach (var finding in judgement.Findings)
        {
            var key = KeyOf(finding);
            current.Add(key);
            if (finding.Id != FindingIds.Inconclusive && (!kept.TryGetValue(key, out var old) || IsWorse(finding, old)))
                kept[key] = finding;
        }

        var past = kept.Where(entry => !current.Contains(entry.Key)).Select(entry => entry.Value);
        return judgement with { Findings = [.. judgement.Findings.Concat(past).OrderByDescending(finding => finding.Severity)] };
    }

    private static (string, string, string?) KeyOf(Finding finding) => (finding.Id, finding.Subject, finding.Culprit?.Function);

    private static bool IsWorse(Finding now, Finding old) =>
        now.Severity > old.Severity
        || now.Held is { IsOver: true } && old.Held is { IsOver: false }
        || (now.Severity == old.Severity && (now.Held?.Duration ?? TimeSpan.Zero) >= (old.Held?.Duration ?? TimeSpan.Zero));
}
