using System.Collections.Immutable;
using Unjam.Export.Metrics;
using Unjam.Fleet;

namespace Unjam.Web.Metrics;

/// <summary>Fewer buckets than are counted: each is a series for whoever stores them.</summary>
internal static class Buckets
{
    /// <summary>A view with its buckets joined up to those of its own bounds that lie nearest to the wanted ones: every count stays true.</summary>
    public static MetricHistogram Of(HistogramView view, ImmutableArray<double> wanted, bool withExemplars)
    {
        var kept = Nearest(view.Bounds, wanted);
        var bounds = ImmutableArray.CreateBuilder<double>(kept.Count);
        var counts = new long[kept.Count + 1];
        var exemplars = withExemplars && !view.Exemplars.IsEmpty ? new MetricExemplar?[counts.Length] : [];
        foreach (var at in kept)
            bounds.Add(view.Bounds[at]);
        for (var (at, bucket) = (0, 0); at < view.Counts.Length; at++)
        {
            while (bucket < kept.Count && at > kept[bucket])
                bucket++;
            counts[bucket] += view.Counts[at];
            if (bucket < exemplars.Length && at < view.Exemplars.Length && view.Exemplars[at] is { } exemplar
                && (exemplars[bucket] is not { } newer || newer.At <= exemplar.At))
                exemplars[bucket] = new MetricExemplar("culprit", exemplar.Culprit, exemplar.Value, exemplar.At);
        }

        return new MetricHistogram(bounds.ToImmutable(), [.. counts], view.Sum) { Exemplars = [.. exemplars] };
    }

    private static List<int> Nearest(ImmutableArray<double> bounds, ImmutableArray<double> wanted)
    {
        var kept = new List<int>(wanted.Length);
        foreach (var bound in wanted)
        {
            // on a scale of ratios, and never the same twice
            var best = -1;
            for (var at = kept.Count == 0 ? 0 : kept[^1] + 1; at < bounds.Length; at++)
            {
                if (best < 0 || Math.Abs(Math.Log(bounds[at] / bound)) < Math.Abs(Math.Log(bounds[best] / bound)))
                    best = at;
            }

            if (best >= 0)
                kept.Add(best);
        }

        return kept;
    }
}
