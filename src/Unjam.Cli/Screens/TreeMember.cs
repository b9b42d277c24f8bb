using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>One process of a tree that was watched.</summary>
/// <param name="Report">What its watch came to; null when it could not be watched.</param>
/// <param name="WhyNot">Why it could not; null when it was.</param>
internal sealed record TreeMember(int Pid, Report? Report, string? WhyNot)
{
    /// <summary>Its worst finding; null when there is none.</summary>
    public Finding? Worst => Report?.Findings
        .Where(finding => finding.Id != FindingIds.Inconclusive)
        .OrderByDescending(finding => finding.Severity)
        .ThenByDescending(finding => finding.Held?.Duration ?? TimeSpan.Zero)
        .FirstOrDefault();

    /// <summary>The one that stalls most; null when none does.</summary>
    public static TreeMember? WorstOf(IEnumerable<TreeMember> members) => members
        .Where(member => member.Worst is not null)
        .OrderByDescending(member => member.Worst?.Severity)
        .ThenByDescending(member => member.Worst?.Held?.Duration ?? TimeSpan.Zero)
        .FirstOrDefault();
}
