using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>Observations counted by size. Immutable.</summary>
/// <param name="Bounds">Upper bounds in seconds, ascending; the last bucket, above all of them, is implied.</param>
/// <param name="Counts">Observations in each bucket (not cumulated): one more than there are bounds.</param>
/// <param name="Sum">Sum of all observations, in seconds.</param>
public sealed record HistogramView(ImmutableArray<double> Bounds, ImmutableArray<long> Counts, double Sum)
{
    public static HistogramView Empty { get; } = new([], [0], 0);

    /// <summary>The newest remarkable observation of each bucket, where one is kept; empty when none are.</summary>
    public ImmutableArray<Exemplar?> Exemplars { get; init; } = [];

    /// <summary>All observations.</summary>
    public long Count => Counts.Sum();
}
