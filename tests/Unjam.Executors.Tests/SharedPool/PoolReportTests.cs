using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

public sealed class PoolReportTests
{
    [Fact]
    public void GrowingQueue_LittlesLaw_SaysHowManyThreads()
    {
        // 100 items/s of 50 ms each on 2 threads, which can end 40: the queue grows by 60 a second
        var trouble = Trouble(last => last with { Completed = 40, Queued = 64 });
        var advice = PoolReport.Open(1, trouble, []).Advice;
        Assert.Contains("SetMinThreads(5, …) would keep up with 100 items/s of 0.05 s each", advice[^1], StringComparison.Ordinal);
        Assert.Contains("stopgap", advice[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void OneBurst_QueueShrinks_IsRunAtOnceOrNotAtAll()
    {
        var trouble = Trouble(last => last with { Completed = 4, Queued = 90 }, first => first with { Queued = 94 });
        Assert.Contains("SetMinThreads(92, …) would run all that waits now at once, 0.5 s an item", PoolAdvice.Stopgap(trouble), StringComparison.Ordinal);
        var huge = Trouble(last => last with { Completed = 4, Queued = 9000 }, first => first with { Queued = 9004 });
        Assert.Contains("No minimum of threads would carry this: it would take 9002", PoolAdvice.Stopgap(huge), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingEnded_ServiceTimeUnknown_IsSaid() =>
        Assert.Contains("too few items have ended", PoolAdvice.Stopgap(Trouble(last => last with { Completed = 0 })), StringComparison.Ordinal);

    [Fact]
    public void ScarceThing_ThreadsWaitForIt_MoreThreadsAreNotAdvised()
    {
        var advice = PoolReport.Open(1, Trouble(last => last with { Completed = 40, Queued = 64 }), Groups("System.Threading.SemaphoreSlim.Wait", 2)).Advice;
        Assert.DoesNotContain(advice, line => line.Contains("SetMinThreads", StringComparison.Ordinal));
    }

    [Fact]
    public void Stacks_MostInALock_MakeItAConvoy()
    {
        var incident = PoolReport.Open(1, Trouble(), Groups("System.Threading.Monitor.Enter", 3, "System.Threading.Thread.Sleep", 1));
        Assert.Equal(PoolIncidentKind.LockConvoy, incident.Kind);
        Assert.Contains("More threads would only lengthen the queue for it.", incident.Advice);
        Assert.Equal(PoolIncidentKind.Starved, PoolReport.Open(1, Trouble(), Groups("System.Threading.Monitor.Enter", 1, "System.Threading.Thread.Sleep", 3)).Kind);
    }

    [Fact]
    public void Growth_OfAStarvedPool_FitsItsReason()
    {
        Assert.Contains("maximum of 2 threads", Open(last => last with { MaxThreads = 2 }).Growth, StringComparison.Ordinal);
        Assert.Contains("progress", Open(last => last with { Completed = 10 }).Growth, StringComparison.Ordinal);
        Assert.Contains("two threads a second", Open(last => last with { Completed = 0 }).Growth, StringComparison.Ordinal);
        Assert.Contains("four a second", PoolReport.Open(1, Trouble(), Groups("System.Threading.Tasks.Task.Wait", 2)).Growth, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PoolIncidentKind.CpuSaturated)]
    [InlineData(PoolIncidentKind.GcPause)]
    [InlineData(PoolIncidentKind.Throttled)]
    [InlineData(PoolIncidentKind.LockConvoy)]
    [InlineData(PoolIncidentKind.LostWakeUp)]
    public void OtherReason_ThanBlockedThreads_NeverAdvisesAMinimum(PoolIncidentKind kind)
    {
        var incident = PoolReport.Open(1, Trouble(kind: kind), []);
        Assert.NotEmpty(incident.Advice);
        Assert.NotEmpty(incident.Growth);
        Assert.DoesNotContain(incident.Advice, line => line.Contains("SetMinThreads", StringComparison.Ordinal));
    }

    [Fact]
    public void Incident_AfterItsEnd_KeepsTheLongestWait()
    {
        var trouble = Trouble();
        var closed = PoolReport.Close(PoolReport.Open(7, trouble, []), trouble.After(trouble.Last with { Wait = TimeSpan.FromSeconds(9), Threads = 12 }).After(trouble.Last with { Wait = TimeSpan.Zero }), new Moment(99));
        Assert.Equal((7, 9.0, new Moment(99)), (closed.Id, closed.Wait.TotalSeconds, closed.Ended!.Value));
        Assert.Equal(10, closed.InjectedPerSecond, 1);
    }

    private static PoolIncident Open(Func<PoolSample, PoolSample> last) => PoolReport.Open(1, Trouble(last), []);

    // a second of two blocked threads
    private static PoolTrouble Trouble(Func<PoolSample, PoolSample>? last = null, Func<PoolSample, PoolSample>? first = null, PoolIncidentKind kind = PoolIncidentKind.Starved)
    {
        var sample = new PoolSample { At = new Moment(0), Threads = 2, Busy = 2, MinThreads = 2, MaxThreads = 32767, Queued = 4, Completed = 0, Cpus = 2 };
        var later = sample with { At = new Moment(1_000_000_000), Wait = TimeSpan.FromSeconds(1) };
        return new PoolTrouble(kind, first is null ? sample : first(sample), last is null ? later : last(later), 2, 0.1);
    }

    private static ImmutableArray<BlockedGroup> Groups(string call, int threads, string? other = null, int otherThreads = 0)
    {
        BlockedGroup Group(string name, int count) => new(new Function("Shop.Load", "Shop.dll", 0), new Function(name, "", 0), count, Stack.Empty, BlockingCalls.Fix(new Function(name, "", 0)));
        return other is null ? [Group(call, threads)] : [Group(call, threads), Group(other, otherThreads)];
    }
}
