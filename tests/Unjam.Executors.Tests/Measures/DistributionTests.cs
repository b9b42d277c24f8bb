namespace Unjam.Executors.Tests.Measures;

public sealed class DistributionTests
{
    [Fact]
    public void Bucket_OfAnyValue_HoldsItWithinSixPercent()
    {
        var random = new Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            var value = random.NextInt64() >> random.Next(63);
            var bucket = LogLinear.BucketOf(value);
            Assert.InRange(value, LogLinear.LowerBound(bucket), LogLinear.UpperBound(bucket));
            Assert.True(LogLinear.UpperBound(bucket) - LogLinear.LowerBound(bucket) <= value / 16.0);
        }

        Assert.Equal(LogLinear.Buckets - 1, LogLinear.BucketOf(long.MaxValue));
        Assert.Equal(0, LogLinear.BucketOf(0));
    }

    [Fact]
    public void Quantiles_OfKnownDurations_AreNearTheTruth()
    {
        var distribution = Of(Enumerable.Range(1, 1000).Select(ms => ms * 1_000_000L));
        Assert.Equal(1000, distribution.Count);
        Assert.Equal(500.5, distribution.Sum, 9);
        Assert.Equal(TimeSpan.FromSeconds(1), distribution.Max);
        Assert.InRange(distribution.Quantile(0.5).TotalMilliseconds, 470, 530);
        Assert.InRange(distribution.Quantile(0.99).TotalMilliseconds, 930, 1000);
        Assert.InRange(distribution.CountAtMost(TimeSpan.FromMilliseconds(250)), 249, 251);
        Assert.Equal(1000, distribution.CountAtMost(TimeSpan.FromSeconds(1)));
        Assert.Equal(0, distribution.CountAtMost(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Quantile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Quantile(double.NaN));
    }

    [Fact]
    public void Difference_OfTwoPictures_IsWhatCameBetween()
    {
        var histogram = new Histogram();
        histogram.Record(5);
        var first = PictureOf(histogram);
        histogram.Record(1000);
        histogram.Record(-7);
        var between = PictureOf(histogram).Since(first);
        Assert.Equal((2, 1000e-9), (between.Count, between.Sum));
        Assert.Equal((0, TimeSpan.Zero), (Distribution.Empty.Count, Distribution.Empty.Quantile(0.5)));
    }

    private static Distribution Of(IEnumerable<long> values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
            histogram.Record(value);
        return PictureOf(histogram);
    }

    private static Distribution PictureOf(Histogram histogram)
    {
        var sums = new Distribution.Sums();
        histogram.AddTo(sums);
        return new(sums);
    }
}
