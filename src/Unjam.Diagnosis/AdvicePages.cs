using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>The advice pages, one for each finding id: Markdown, as <c>unjam explain</c> prints it.</summary>
public static class AdvicePages
{
    private const string Extension = ".md";

    /// <summary>The ids that have a page, in the order of <see cref="FindingIds.All"/>, strangers last.</summary>
    public static ImmutableArray<string> Ids { get; } =
    [
        .. typeof(AdvicePages).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length])
            .OrderBy(id => FindingIds.All.IndexOf(id) is var at and >= 0 ? at : int.MaxValue)
            .ThenBy(id => id, StringComparer.Ordinal),
    ];

    /// <summary>The page of a finding id; null when there is none.</summary>
    public static string? Of(string id) => Resources.Text(id + Extension);
}
