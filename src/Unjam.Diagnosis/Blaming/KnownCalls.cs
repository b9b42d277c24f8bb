using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>The calls that are known to block: rows of <c>calls.tsv</c>.</summary>
internal static class KnownCalls
{
    public static ImmutableArray<KnownCall> All { get; } =
    [
        .. Resources.Table("calls.tsv").Select(row => new KnownCall(
            row[0], row[1] == "-" ? [] : row[1].Split(','), row[2], row[3] == "-" ? null : row[3], row[5], row[6], row[4] == "yes")),
    ];

    /// <summary>The call that a function of a module is; null when it is not known.</summary>
    public static KnownCall? Of(string module, string function)
    {
        foreach (var call in All)
        {
            if (call.Matches(module, function))
                return call;
        }

        return null;
    }
}
