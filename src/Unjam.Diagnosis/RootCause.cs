using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One root cause, one finding: what follows from another finding becomes its consequence.</summary>
public static class RootCause
{
    /// <summary>The findings that stand for themselves, worst first.</summary>
    public static ImmutableArray<Finding> Settle(ImmutableArray<Finding> found, Timeline timeline) =>
        [.. found.OrderByDescending(finding => finding.Severity)];
}
