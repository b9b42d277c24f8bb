using System.Collections.Immutable;
using Unjam.Executors;
using Unjam.Export.Metrics;

namespace Unjam.Hosting;

/// <summary>Classic histograms of what executors and loops measured finer.</summary>
internal static class Buckets
{
    public static MetricHistogram Of(Distribution distribution, ImmutableArray<double> bounds)
    {
        var counts = ImmutableArray.CreateBuilder<long>(bounds.Length + 1);
        var below = 0L;
        foreach (var bound in bounds)
        {
            var within = distribution.CountAtMost(TimeSpan.FromSeconds(bound));
            counts.Add(within - below);
            below = within;
        }

        counts.Add(distribution.Count - below);
        return new MetricHistogram(bounds, counts.MoveToImmutable(), distribution.Sum);
    }
}
