using System.Collections.Immutable;

namespace Unjam.Export.Metrics;

/// <summary>Observations counted by size.</summary>
/// <param name="Bounds">Upper bounds, ascending; the last bucket, above all of them, is implied.</param>
/// <param name="Counts">Observations in each bucket, not cumulated: one more than there are bounds.</param>
public sealed record MetricHistogram(ImmutableArray<double> Bounds, ImmutableArray<long> Counts, double Sum)
{
    /// <summary>One of each bucket, or null where there is none; empty when there are none at all.</summary>
    public ImmutableArray<MetricExemplar?> Exemplars { get; init; } = [];
}
