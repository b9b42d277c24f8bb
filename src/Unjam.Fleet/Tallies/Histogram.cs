using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Unjam.Fleet;

/// <summary>Counts observations by size for ever, in constant memory.</summary>
internal sealed class Histogram(ImmutableArray<double> bounds)
{
    private readonly long[] counts = new long[bounds.Length + 1];
    private Exemplar?[]? exemplars;
    private double sum;

    public void Add(double seconds, long times = 1)
    {
        counts[BucketOf(seconds)] += times;
        sum += seconds * times;
    }

    /// <summary>Keeps who caused an observation, as the newest of its bucket.</summary>
    public void Mark(double seconds, DateTimeOffset at, string culprit) =>
        (exemplars ??= new Exemplar?[counts.Length])[BucketOf(seconds)] = new Exemplar(seconds, at, culprit);

    public HistogramView View() => new(bounds, ImmutableCollectionsMarshal.AsImmutableArray((long[])counts.Clone()), sum)
    {
        Exemplars = exemplars is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray((Exemplar?[])exemplars.Clone()),
    };

    private int BucketOf(double seconds)
    {
        var bucket = 0;
        while (bucket < bounds.Length && seconds > bounds[bucket])
            bucket++;
        return bucket;
    }
}
