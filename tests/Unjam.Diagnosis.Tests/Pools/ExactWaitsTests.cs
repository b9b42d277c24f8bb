using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>Waits and runs of executors that keep every moment: what is told is the truth, however rarely anyone looks.</summary>
public sealed class ExactWaitsTests
{
    private static SimulatedPool Random(int seed, bool reuses)
    {
        var random = new Random(seed);
        var pool = new SimulatedPool(workers: 1 + random.Next(6)) { Kind = PoolKind.InstrumentedExecutor, TellsMoments = true, ReusesIds = reuses };
        var at = 0.0;
        for (var i = 0; i < 150; i++)
            pool.Item(at += random.NextDouble() * 0.06, random.NextDouble() * random.NextDouble() * 0.4);
        return pool;
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 50)]
    [InlineData(3, 20)]
    [InlineData(4, 7)]
    [InlineData(5, 100)]
    [InlineData(6, 13)]
    public void Waited_OfAnyLoad_IsExactWhereTheRunWasSeenAndABoundWhereNot(int seed, double hz)
    {
        var pool = Random(seed, reuses: false);
        var history = PoolHistory.Of(new Film { Of = DotNetCode.Target }.With(pool).Shoot(8, hz, from: 101), 1)!;
        var truths = pool.Items.ToDictionary(item => item.Id);
        Assert.NotEmpty(history.Waited);
        foreach (var wait in history.Waited)
        {
            var truth = truths[wait.Id].Wait;
            Assert.InRange(truth, wait.Minimum - TimeSpan.FromTicks(1), wait.Maximum!.Value + TimeSpan.FromTicks(1));
            Assert.False(wait.IsLowerBound);
        }

        var seen = history.Finished.Concat(history.Running).Where(run => run.Item.Began > history.Looks[0].At).Select(run => run.Item.Id).ToHashSet();
        Assert.NotEmpty(seen);
        Assert.All(seen, id => Assert.Equal(TimeSpan.Zero, Assert.Single(history.Waited, wait => wait.Id == id).Uncertainty));
        Assert.Equal(history.Waited.Select(wait => wait.Id).Distinct().Count(), history.Waited.Count);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 5)]
    [InlineData(3, 2)]
    public void Sums_OfAnyLoad_AreTheTruthThoughIdsAreUsedAgain(int seed, double hz)
    {
        var pool = Random(seed, reuses: true);
        var timeline = new Film { Of = DotNetCode.Target }.With(pool).Shoot(4, hz, from: 101);
        var history = PoolHistory.Of(timeline, 1)!;
        var (from, to) = (timeline[0].At, timeline.Latest.At);
        var begun = pool.Items.Where(item => item.Started > from && item.Started <= to).ToList();
        var ended = pool.Items.Where(item => item.Ended > from && item.Ended <= to).ToList();
        Assert.Equal(begun.Average(item => item.Wait.TotalSeconds), history.Wait!.Value.Mean.TotalSeconds, 6);
        Assert.Equal(ended.Average(item => (item.Ended - item.Started).TotalSeconds), history.ServiceTime!.Value.TotalSeconds, 6);
        Assert.Equal((begun.Count, ended.Count), (history.Started, history.Ended));
        Assert.Equal(pool.Items.Count(item => item.Arrived > from && item.Arrived <= to), history.Arrived);
    }

    [Fact]
    public void Waited_ItemThatALookSeesInTheQueueAndOnItsWorker_CountsOnceAndExactly()
    {
        var item = new WorkItem(5, 0, null) { Submitted = Film.Second(99.9) };
        var flow = new PoolFlow(PoolKind.InstrumentedExecutor);
        var look = new Snapshot();
        var waits = new List<ItemWait>();
        for (var i = 0; i < 60; i++)
        {
            look.Begin(Film.Second(100 + (i * 0.01)), LookDepth.Memory);
            look.Threads.Add(new TargetThread(1, 1, null, Stack.Empty, StackQuality.Unread, false, default));
            look.Workers.Add(new Worker(0, i >= 2 ? item with { Began = Film.Second(100.0201) } : default, 0));
            if (i <= 2)
                look.Queue.Add(item);
            look.Pools.Add(new Pool
            {
                Id = 1,
                Kind = PoolKind.InstrumentedExecutor,
                Name = "x",
                Queued = look.Queue.Count,
                Workers = new Slice(0, 1),
                Queue = new Slice(0, look.Queue.Count),
            });
            flow.See(look, look.Pools[0]);
            waits.AddRange(flow.Waited.ToArray());
        }

        var wait = Assert.Single(waits);
        Assert.Equal((TimeSpan.FromMilliseconds(120.1), TimeSpan.Zero), (wait.Estimate, wait.Uncertainty));
        Assert.Equal((0, 0), (flow.Unseen, flow.AtOnce));
    }

    [Fact]
    public void Flow_OfItemsThatWait_TellsEachWaitOnceAndExactly()
    {
        var pool = Random(9, reuses: false);
        var film = new Film { Of = DotNetCode.Target }.With(pool);
        var flow = new PoolFlow(PoolKind.InstrumentedExecutor);
        var waits = new List<ItemWait>();
        var look = new Snapshot();
        for (var now = 100.0; now < 112; now += 0.01)
        {
            film.Now = Film.Second(now);
            film.Look(look, LookDepth.Memory);
            flow.See(look, look.Pools[0]);
            waits.AddRange(flow.Waited.ToArray());
        }

        var truths = pool.Items.ToDictionary(item => item.Id, item => item.Wait);
        Assert.True(waits.Count(wait => wait.Uncertainty == TimeSpan.Zero && wait.Estimate == truths[wait.Id]) >= truths.Count * 0.9);
        Assert.Equal(waits.Count, waits.Select(wait => wait.Id).Distinct().Count());
    }
}
