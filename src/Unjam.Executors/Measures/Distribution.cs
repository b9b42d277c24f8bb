using System.Collections.Immutable;

namespace Unjam.Executors;

/// <summary>How a duration was distributed: an immutable picture, exact in count and sum, within 6.25 % in each quantile.</summary>
public sealed class Distribution
{
    private readonly ImmutableArray<long> counts;
    private readonly long sum;

    internal Distribution(Sums sums)
    {
        counts = [.. sums.Counts];
        sum = sums.Sum;
        Squares = sums.Squares;
        Max = TimeSpan.FromTicks(sums.Most / 100);
        foreach (var count in counts)
            Count += count;
    }

    /// <summary>A distribution of nothing.</summary>
    public static Distribution Empty { get; } = new(new Sums());

    /// <summary>How many durations there were.</summary>
    public long Count { get; }

    /// <summary>All of them together, in seconds.</summary>
    public double Sum => sum / 1e9;

    /// <summary>The longest.</summary>
    public TimeSpan Max { get; }

    /// <summary>The mean; zero without durations.</summary>
    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Sum / Count);

    /// <summary>Sum of the squares, in square nanoseconds.</summary>
    internal double Squares { get; }

    internal long Nanoseconds => sum;

    /// <summary>The duration that a share of all does not exceed, from 0 to 1; zero without durations.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public TimeSpan Quantile(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile is asked for with a share from 0 to 1.");
        if (Count == 0)
            return TimeSpan.Zero;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var bucket = 0;
        for (var seen = counts[0]; seen < rank; seen += counts[bucket])
            bucket++;
        var middle = LogLinear.LowerBound(bucket) + ((LogLinear.UpperBound(bucket) - LogLinear.LowerBound(bucket)) / 2);
        return TimeSpan.FromTicks(Math.Min(middle / 100, Max.Ticks));
    }

    /// <summary>How many durations were at most so long: the cumulative bucket of a classic histogram. Those in the bucket of the bound itself count in proportion.</summary>
    public long CountAtMost(TimeSpan bound)
    {
        if (bound < TimeSpan.Zero)
            return 0;
        if (bound >= Max)
            return Count;
        var nanoseconds = bound.Ticks > long.MaxValue / 100 ? long.MaxValue : bound.Ticks * 100;
        var last = LogLinear.BucketOf(nanoseconds);
        var below = 0L;
        for (var bucket = 0; bucket < last; bucket++)
            below += counts[bucket];
        var width = (double)LogLinear.UpperBound(last) - LogLinear.LowerBound(last) + 1;
        return below + (long)(counts[last] * ((nanoseconds - LogLinear.LowerBound(last) + 1) / width));
    }

    /// <summary>What was added since an earlier picture of the same distribution; its <see cref="Max"/> is that of the whole.</summary>
    public Distribution Since(Distribution earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var sums = new Sums { Sum = sum - earlier.sum, Squares = Squares - earlier.Squares, Most = Max.Ticks * 100 };
        for (var bucket = 0; bucket < counts.Length; bucket++)
            sums.Counts[bucket] = counts[bucket] - earlier.counts[bucket];
        return new(sums);
    }

    /// <summary>What several writers are added up in.</summary>
    internal sealed class Sums
    {
        public long[] Counts { get; } = new long[LogLinear.Buckets];

        public long Sum { get; set; }

        public double Squares { get; set; }

        public long Most { get; set; }
    }
}
