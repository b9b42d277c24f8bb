using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

public sealed class StarvationDetectorTests
{
    private readonly PoolTimeline pool = new();

    [Fact]
    public void BlockedThreads_WorkWaits_IsStarvedOnceAtTheLimit()
    {
        pool.Stretch(1, wait: 0).Stretch(5);
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
        Assert.InRange(pool.OpenedAt, 1.2, 1.35);
        Assert.Empty(pool.Closed);
        Assert.Equal(5, pool.Detector.Trouble!.Longest.TotalSeconds, 1);
        Assert.Equal(2, pool.Detector.Trouble.Blocked);
    }

    [Fact]
    public void Waits_UpAndDown_AreOneIncident()
    {
        for (var i = 0; i < 10; i++)
            pool.Stretch(0.5).Stretch(0.6, wait: 0.01);
        Assert.Single(pool.Opened);
        Assert.Empty(pool.Closed);
    }

    [Fact]
    public void Waits_ShortForASecond_CloseTheIncident()
    {
        pool.Stretch(2).Stretch(0.9, wait: 0);
        Assert.Empty(pool.Closed);
        pool.Stretch(0.3, wait: 0);
        Assert.Equal(2, Assert.Single(pool.Closed).Longest.TotalSeconds, 1);
        Assert.Null(pool.Detector.Trouble);
        Assert.False(pool.Detector.IsSuspected);
        pool.Stretch(1);
        Assert.Equal(2, pool.Opened.Count);
    }

    [Fact]
    public void RunningThreads_ShortWait_IsNothing()
    {
        pool.Stretch(0.8, shape: Running, cpuShare: 1, perSecond: 10_000).Stretch(2, wait: 0);
        Assert.Empty(pool.Opened);
    }

    [Fact]
    public void RunningThreads_LongWait_AreCpuSaturated()
    {
        pool.Stretch(3, shape: Running, cpuShare: 1);
        Assert.Equal([PoolIncidentKind.CpuSaturated], pool.Opened);
        Assert.InRange(pool.OpenedAt, 0.95, 1.1);
    }

    [Fact]
    public void Watchdog_LateForWantOfCpu_IsCpuSaturated()
    {
        pool.Stretch(3, shape: sample => Running(sample) with { Late = sample.Wait * 0.9 }, cpuShare: 1);
        Assert.Equal([PoolIncidentKind.CpuSaturated], pool.Opened);
    }

    [Fact]
    public void RunnableThreads_NeighboursTakeTheCpu_AreCpuSaturated()
    {
        pool.Stretch(3, shape: Running, cpuShare: 0.2, delayShare: 1.6);
        Assert.Equal([PoolIncidentKind.CpuSaturated], pool.Opened);
    }

    [Fact]
    public void BlockedThreads_CpuFullOfOtherThreads_AreStarved()
    {
        pool.Stretch(1, cpuShare: 1);
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
    }

    [Fact]
    public void Collector_TakesMostOfTheWait_IsGcPause()
    {
        pool.Stretch(0.5, shape: sample => sample with { Paused = sample.Wait * 0.9 });
        Assert.Equal([PoolIncidentKind.GcPause], pool.Opened);
    }

    [Fact]
    public void Collector_TakesLittleOfTheWait_IsStarved()
    {
        pool.Stretch(1, shape: sample => sample with { Paused = sample.Wait * 0.1 });
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
    }

    [Fact]
    public void Process_WasStopped_IsNothing()
    {
        pool.Stretch(0.2).Stretch(0.05, wait: 8, shape: sample => sample with { Late = TimeSpan.FromSeconds(7.9) }).Stretch(3, wait: 0);
        Assert.Empty(pool.Opened);
    }

    [Fact]
    public void ControlGroup_Throttles_IsThrottled()
    {
        pool.Stretch(1, shape: Running, cpuShare: 0.5, throttledShare: 0.4);
        Assert.Equal([PoolIncidentKind.Throttled], pool.Opened);
    }

    [Fact]
    public void IdleThreads_WorkWaits_AreALostWakeUp()
    {
        pool.Stretch(3, shape: sample => sample with { Busy = 0, Workers = new WorkerTally(2, 2, TimeSpan.Zero) }, perSecond: 0);
        Assert.Equal([PoolIncidentKind.LostWakeUp], pool.Opened);
        Assert.InRange(pool.OpenedAt, 0.95, 1.2);
    }

    [Fact]
    public void MoreThreadsThanItMayUse_AllowedOnesBlocked_AreStarved()
    {
        // hill climbing lowered the goal: four threads of six sit idle, and none was forgotten
        pool.Stretch(3, shape: sample => sample with { Threads = 6, Busy = 2, Workers = new WorkerTally(6, 6, TimeSpan.Zero) }, perSecond: 0);
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
    }

    [Fact]
    public void OneLock_MostThreadsWaitForIt_IsLockConvoy()
    {
        pool.Stretch(1, shape: sample => sample with { LockWaiters = 1, LockOwner = 77 });
        Assert.Equal([PoolIncidentKind.LockConvoy], pool.Opened);
        Assert.Equal(77, pool.Detector.Trouble!.Last.LockOwner);
    }

    [Fact]
    public void SomeLock_FewThreadsWaitForIt_IsStarved()
    {
        pool.Stretch(1, shape: sample => sample with { Threads = 20, Busy = 20, Workers = new WorkerTally(20, 20, TimeSpan.Zero), LockWaiters = 2 });
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
    }

    // as a live convoy of three was heard: who waited before is heard of only when he waits again
    [Theory]
    [InlineData(0, 0, 1, 1, 2, 2, 2)]
    [InlineData(0, 0, 0, 1, 1, 2, 2)]
    [InlineData(0, 1, 1, 1, 2, 2, 2)]
    public void Waiters_HeardOfOneByOne_AreAConvoyAllTheSame(params int[] heard)
    {
        var looks = 0;
        pool.Stretch(1, shape: sample => sample with
        {
            Threads = 3,
            Busy = 3,
            Workers = new WorkerTally(3, 3, TimeSpan.Zero),
            LockWaiters = looks++ < 2 ? null : heard[Math.Min(looks - 3, heard.Length - 1)],
        });
        Assert.Equal([PoolIncidentKind.LockConvoy], pool.Opened);
        Assert.InRange(pool.OpenedAt, 0.25, 0.5);
    }

    [Fact]
    public void OnlyTheProbe_Waits_IsNothingForASecond()
    {
        pool.Stretch(0.9, shape: sample => sample with { Queued = 0 });
        Assert.Empty(pool.Opened);
        pool.Stretch(0.2, wait: 1.1, shape: sample => sample with { Queued = 0 });
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
    }

    [Fact]
    public void NoThreadStates_IdleCpus_IsStarved()
    {
        pool.Stretch(1, shape: sample => sample with { Workers = null });
        Assert.Equal([PoolIncidentKind.Starved], pool.Opened);
    }

    [Fact]
    public void NoThreadStates_FullCpus_IsCpuSaturated()
    {
        pool.Stretch(3, cpuShare: 1, shape: sample => sample with { Workers = null });
        Assert.Equal([PoolIncidentKind.CpuSaturated], pool.Opened);
    }

    [Fact]
    public void Reason_ChangesForGood_IsAnotherIncident()
    {
        pool.Stretch(3).Stretch(1, wait: 3, shape: Running, cpuShare: 1);
        Assert.Empty(pool.Closed);
        pool.Stretch(5, wait: 4, shape: Running, cpuShare: 1);
        Assert.Equal([PoolIncidentKind.Starved, PoolIncidentKind.CpuSaturated], pool.Opened);
        Assert.Single(pool.Closed);
    }

    [Fact]
    public void Convoy_StacksHaveShownIt_StaysOne()
    {
        pool.Stretch(1);
        pool.Detector.Correct(PoolIncidentKind.LockConvoy);
        pool.Stretch(5, wait: 3);
        Assert.Single(pool.Opened);
        Assert.Empty(pool.Closed);
        Assert.Equal(PoolIncidentKind.LockConvoy, pool.Detector.Trouble!.Kind);
    }

    [Fact]
    public void Nothing_ThatLasts_CannotBeCorrected()
    {
        pool.Detector.Correct(PoolIncidentKind.LockConvoy);
        Assert.Null(pool.Detector.Trouble);
    }

    [Fact]
    public void GrowingPool_IncidentLasts_CountsWhatWasAdded()
    {
        var threads = 2;
        for (var i = 0; i < 8; i++)
        {
            var now = threads++;
            pool.Stretch(0.5, wait: 1, shape: sample => sample with { Threads = now, Busy = now, Workers = new WorkerTally(now, now, TimeSpan.Zero) }, perSecond: 40);
        }

        Assert.Equal(2, pool.Detector.Trouble!.InjectedPerSecond, 0.4);
        Assert.Equal(40, pool.Detector.Trouble.CompletedPerSecond, 2.0);
        Assert.Equal(9, pool.Detector.Trouble.MostThreads);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Samples_AtRandom_OpenAndCloseInTurn(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var threads = random.Next(0, 30);
            pool.Stretch(
                0.05,
                wait: random.NextDouble() < 0.3 ? 0 : random.NextDouble() * 3,
                shape: sample => sample with
                {
                    Threads = threads,
                    Busy = random.Next(0, 30),
                    Queued = random.Next(0, 3),
                    Workers = random.Next(3) == 0 ? null : new WorkerTally(threads, random.Next(0, threads + 1), TimeSpan.FromSeconds(random.NextDouble())),
                    Cpu = random.Next(4) == 0 ? null : sample.Cpu,
                    LockWaiters = random.Next(2) == 0 ? null : random.Next(0, 10),
                    Paused = sample.Wait * random.NextDouble(),
                    At = random.Next(50) == 0 ? sample.At - TimeSpan.FromSeconds(1) : sample.At,
                },
                cpuShare: random.NextDouble());
        }

        Assert.InRange(pool.Opened.Count - pool.Closed.Count, 0, 1);
        Assert.NotEmpty(pool.Closed);
        Assert.Equal(pool.Opened.Count > pool.Closed.Count, pool.Detector.Trouble is not null);
    }

    private static PoolSample Running(PoolSample sample) => sample with { Workers = sample.Workers!.Value with { Sleeping = 0 } };
}
