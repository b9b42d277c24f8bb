using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Watching;

public sealed class MeteredPolicyTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly MeteredPolicy policy = new();
    private Moment now = new(7_000_000_000);

    [Fact]
    public void Session_NothingWaits_StaysClosed() => Assert.DoesNotContain(true, Decide(50, queued: 0, rate: 0));

    [Fact]
    public void Session_WorkWaits_OpensAtOnce() => Assert.True(Decide(1, queued: 3, rate: 0)[0]);

    [Fact]
    public void Session_FewEvents_StaysOpenAsLongAsWorkWaits() => Assert.DoesNotContain(false, Decide(600, queued: 90, rate: 400));

    [Fact]
    public void Session_QueueIsEmptyForAMoment_StaysOpen()
    {
        Decide(5, queued: 3, rate: 10);
        Assert.DoesNotContain(false, Decide(10, queued: 0, rate: 10));
        Assert.DoesNotContain(false, Decide(5, queued: 3, rate: 10));
    }

    [Fact]
    public void Session_QueueStaysEmpty_Closes()
    {
        Decide(5, queued: 3, rate: 10);
        Assert.False(Decide(25, queued: 0, rate: 0)[^1]);
        Assert.True(Decide(1, queued: 1, rate: 0)[0]);
    }

    [Fact]
    public void Session_ManyEvents_IsOpenForLessThanAFiftiethOfTheTime()
    {
        var open = Decide(3_000, queued: 3, rate: 50_000).Count(isOpen => isOpen);
        Assert.InRange(open, 1, 3_000 / 40);
    }

    [Fact]
    public void Session_ManyEvents_IsOpenLongEnoughToSeeWaits()
    {
        var decided = Decide(10, queued: 3, rate: 50_000);
        Assert.Equal([true, true, false], decided[..3]);
    }

    private List<bool> Decide(int times, int queued, double rate)
    {
        var decided = new List<bool>();
        for (var time = 0; time < times; time++, now += Step)
            decided.Add(policy.Decide(now, queued > 0, policy.IsOpen ? rate : 0));
        return decided;
    }
}
