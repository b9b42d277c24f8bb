using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>Counts the stalls of one loop by cause, and by function where that is wanted, as far as there is room.</summary>
internal sealed class StallCounts(bool byCulprit, int mostCulprits)
{
    private readonly Dictionary<(string Cause, string? Culprit), (long Count, TimeSpan Total)> counts = [];
    private readonly HashSet<string> culprits = new(StringComparer.Ordinal);

    public void Add(string cause, string? culprit, long stalls, TimeSpan time)
    {
        var key = (cause, byCulprit && culprit is not null && IsCounted(culprit) ? culprit : null);
        var (count, total) = counts.GetValueOrDefault(key);
        counts[key] = (count + stalls, total + time);
    }

    public ImmutableArray<StallCount> View() =>
        [.. counts.Select(entry => new StallCount(entry.Key.Cause, entry.Key.Culprit, entry.Value.Count, entry.Value.Total))];

    private bool IsCounted(string culprit) => culprits.Contains(culprit) || (culprits.Count < mostCulprits && culprits.Add(culprit));
}
