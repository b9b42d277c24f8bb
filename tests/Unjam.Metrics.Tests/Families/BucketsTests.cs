using System.Collections.Immutable;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Web.Metrics;

namespace Unjam.Metrics.Tests.Families;

public sealed class BucketsTests
{
    private static readonly ImmutableArray<double> Wanted = [0.1, 1, 10];

    [Fact]
    public void FineBuckets_WhenJoined_CountWhatTheyCounted()
    {
        var view = new HistogramView([0.05, 0.1, 0.5, 1, 5, 10, 50], [1, 2, 4, 8, 16, 32, 64, 128], 9);
        var joined = Buckets.Of(view, Wanted, withExemplars: false);
        Assert.Equal([0.1, 1, 10], joined.Bounds.ToArray());
        Assert.Equal([3L, 12, 48, 192], joined.Counts.ToArray());
        Assert.Equal(9, joined.Sum);
    }

    [Fact]
    public void BoundsThatAreNotThere_WhenWanted_GiveWayToTheNearestThatAre()
    {
        var joined = Buckets.Of(new HistogramView([0.08, 0.9, 3], [1, 1, 1, 1], 0), Wanted, withExemplars: false);
        Assert.Equal([0.08, 0.9, 3], joined.Bounds.ToArray());
        Assert.Equal([1L, 1, 1, 1], joined.Counts.ToArray());
    }

    [Fact]
    public void FewerBucketsThanWanted_WhenJoined_StayAsTheyAre()
    {
        var joined = Buckets.Of(new HistogramView([5], [7, 3], 0), Wanted, withExemplars: false);
        Assert.Equal([5.0], joined.Bounds.ToArray());
        Assert.Equal([7L, 3], joined.Counts.ToArray());
        Assert.Equal(0, Assert.Single(Buckets.Of(HistogramView.Empty, Wanted, withExemplars: true).Counts));
    }

    [Fact]
    public void Exemplars_OfJoinedBuckets_LieInTheBucketTheyMarkAndAreTheNewest()
    {
        var view = new HistogramView([0.1, 0.5, 1], [1, 1, 1, 1], 0)
        {
            Exemplars = [null, new Exemplar(0.4, Views.At.AddSeconds(2), "newer"), new Exemplar(0.9, Views.At, "older"), new Exemplar(7, Views.At, "last")],
        };
        var joined = Buckets.Of(view, [0.1, 1], withExemplars: true);
        Assert.Equal([null, "newer", "last"], joined.Exemplars.Select(each => each?.Labels.Pairs[0].Value));
        Assert.Empty(Buckets.Of(view, [0.1, 1], withExemplars: false).Exemplars);
    }
}
