using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Facts;

public sealed class PoolAdjustmentsTests
{
    private readonly PoolAdjustments adjustments = new();

    [Fact]
    public void Adjustments_ByReason_AreCountedAndTheLastIsKept()
    {
        Take(10, 4, AdjustmentReason.Starvation);
        Take(30, 6, AdjustmentReason.CooperativeBlocking);
        Take(20, 5, AdjustmentReason.Starvation); // of another thread, told later
        Assert.Equal((6, AdjustmentReason.CooperativeBlocking), (adjustments.Last!.Value.Threads, adjustments.Last.Value.Reason));
        Assert.Equal(Made.At(30), adjustments.At);
        Assert.Equal(Made.At(20), adjustments.LastStarvation);
        Assert.Equal((2L, 1L, 0L, 3L), (adjustments.Count(AdjustmentReason.Starvation), adjustments.Count(AdjustmentReason.CooperativeBlocking), adjustments.Count(AdjustmentReason.Warmup), adjustments.Total));
    }

    [Fact]
    public void Adjustment_ForAReasonThatIsNotKnown_IsStillTheLast()
    {
        Take(10, 4, (AdjustmentReason)4711);
        Assert.Equal(4, adjustments.Last!.Value.Threads);
        Assert.Equal((1L, 0L), (adjustments.Total, adjustments.Count((AdjustmentReason)4711)));
    }

    private void Take(double at, int threads, AdjustmentReason reason) =>
        adjustments.Take(Made.Of(KnownEvent.PoolAdjusted, at, payload: Made.Adjustment(12.5, threads, (int)reason)));
}
