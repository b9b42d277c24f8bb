using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class WaitsTests
{
    private static PoolHistory Follow(SimulatedPool pool, double seconds, double hz = 100, double from = 100) =>
        PoolHistory.Of(new Film().With(pool).Shoot(seconds, hz, from, capacity: 30_000), 1)!;

    private static void AssertBracketsHold(SimulatedPool pool, PoolHistory history)
    {
        foreach (var wait in history.Waited)
        {
            Assert.Contains(pool.Items, item =>
                item.Id == wait.Id && item.Arrived <= wait.ArrivedBy && (wait.ArrivedAfter is not { } after || item.Arrived > after)
                && item.Started > wait.LastSeen && item.Started <= wait.LeftBy
                && item.Wait >= wait.Minimum && (wait.Maximum is not { } most || item.Wait <= most));
        }
    }

    [Fact]
    public void Of_BurstOfTwentyOnFourWorkers_FollowsEveryWaitByIdentity()
    {
        var pool = new SimulatedPool().Burst(0.105, 20, 1);
        var history = Follow(pool, 6);
        AssertBracketsHold(pool, history);
        Assert.Equal(16, history.Waited.Count);
        Assert.Equal(4, history.AtOnce);
        Assert.InRange(history.Wait!.Value.Mean.TotalSeconds, 2 - 0.01, 2 + 0.01);
        Assert.False(history.Wait!.Value.IsEstimated);
        Assert.InRange(history.WaitByLittle!.Value.TotalSeconds, 2 - 0.05, 2 + 0.05);
        Assert.InRange(history.ServiceTime!.Value.TotalSeconds, 0.97, 1.03);
        Assert.Equal(20, history.Finished.Count);
    }

    [Fact]
    public void ServiceTime_OfOneRoundOfWorkThatBeganUnseen_IsOnlyAGuess()
    {
        var pool = new SimulatedPool().Burst(0, 20, 4);
        Assert.False(Follow(pool, 2, from: 103).IsServiceTimeKnown);
        Assert.True(Follow(pool, 12, from: 103).IsServiceTimeKnown);
    }

    [Fact]
    public void Of_ItemsWaitingAtAttach_GivesLowerBounds()
    {
        var history = Follow(new SimulatedPool().Burst(0, 20, 1), 0.5, from: 100.3);
        Assert.Equal(16, history.Waiting.Count());
        Assert.All(history.Waiting, wait => Assert.True(wait.IsLowerBound));
        Assert.Equal(0.5, history.OldestWait!.Value.Duration.TotalSeconds, 3);
        Assert.True(history.OldestWait!.Value.IsLowerBound);
        Assert.Null(history.Wait);
    }

    [Fact]
    public void Of_ItemsTakenAtOnce_SaysLessThanTheInterval()
    {
        var pool = new SimulatedPool();
        for (var i = 0; i < 20; i++)
            pool.Item(0.1 + (i * 0.2), 0.05);
        var history = Follow(pool, 5);
        Assert.Empty(history.Waited);
        Assert.Equal(20, history.AtOnce);
        Assert.Equal(TimeSpan.Zero, history.Wait!.Value.Mean);
        Assert.Equal(history.Interval, history.Wait!.Value.Uncertainty);
    }

    [Fact]
    public void Of_ItemsTakenAtOnce_AreSaidToWaitLessThanCanBeSeen()
    {
        var wait = Follow(new SimulatedPool().Burst(0.105, 4, 0.05), 1).Wait!.Value;
        Assert.True(wait is { IsBelowUncertainty: true, IsLowerBound: false, IsEstimated: false });
    }

    [Fact]
    public void Of_ShortWatchOfABurst_SaysWhatItsItemsWaitedAtLeastAndNotWhatLittleWouldSay()
    {
        var pool = new SimulatedPool().Burst(0, 60, 0.5);
        var history = Follow(pool, 2, from: 100.3);
        Assert.Null(history.WaitByLittle);
        var wait = history.Wait!.Value;
        Assert.True(wait is { IsLowerBound: true, IsEstimated: true });
        var truth = pool.Items.Where(item => item.Started > Film.Second(100.3) && item.Started <= Film.Second(102.3)).Average(item => item.Wait.TotalSeconds);
        Assert.InRange(wait.Mean.TotalSeconds, 0.5, truth);
    }

    [Fact]
    public void Of_ReusedIdentities_AreNotTakenForTheSameItem()
    {
        var pool = new SimulatedPool(workers: 1);
        for (var i = 0; i < 60; i++)
            pool.Item(0.05 + (i * 0.08), 0.1);
        var history = Follow(pool, 6);
        Assert.True(pool.Items.Select(item => item.Id).Distinct().Count() < pool.Items.Count, "the addresses must be reused for this to mean anything");
        AssertBracketsHold(pool, history);
    }

    [Fact]
    public void Of_ReusedIdentityOfAnItemThatLeft_IsANewArrival()
    {
        var track = new QueueTrack();
        track.See(Film.Second(1), 3, [new(10, 0, null), new(20, 0, null), new(30, 0, null)]);
        track.See(Film.Second(2), 3, [new(30, 0, null), new(10, 0, null), new(20, 0, null)]);
        Assert.Equal([10ul, 20ul], track.Waited.Select(wait => wait.Id));
        Assert.Equal([Film.Second(1), Film.Second(2), Film.Second(2)], track.Waiting.Select(wait => wait.ArrivedBy));
    }

    [Fact]
    public void Of_SameIdentityWithAnotherFuture_IsANewItem()
    {
        var track = new QueueTrack();
        track.See(Film.Second(1), 1, [new(10, 11, null)]);
        track.See(Film.Second(2), 1, [new(10, 99, null)]);
        Assert.Equal(10ul, Assert.Single(track.Waited).Id);
        Assert.Equal(Film.Second(2), Assert.Single(track.Waiting).ArrivedBy);
    }

    [Fact]
    public void Of_LastInFirstOut_IsFollowedAsASet()
    {
        var track = new QueueTrack();
        track.See(Film.Second(1), 3, [new(10, 0, null), new(20, 0, null), new(30, 0, null)]);
        track.See(Film.Second(2), 3, [new(10, 0, null), new(20, 0, null), new(40, 0, null)]);
        Assert.Equal(30ul, Assert.Single(track.Waited).Id);
        Assert.Equal([1.0, 1.0, 2.0], track.Waiting.Select(wait => wait.ArrivedBy.Seconds));
        Assert.True(track.IsFollowed);
    }

    [Fact]
    public void Of_ListCutShort_KnowsArrivalsByTheirPlace()
    {
        var pool = new SimulatedPool(workers: 2) { Listed = 5 };
        for (var i = 0; i < 60; i++)
            pool.Item(0.05 + (i * 0.02), 0.1);
        var history = Follow(pool, 4);
        Assert.All(history.Waited, wait => Assert.False(wait.IsLowerBound));
        AssertBracketsHold(pool, history);
        Assert.True(history.IsFollowed);
    }

    [Fact]
    public void Of_QueueThatIsNotListed_EstimatesByLittle()
    {
        var pool = new SimulatedPool { Listed = 0 }.Burst(0.105, 20, 1);
        var history = Follow(pool, 6);
        Assert.False(history.IsFollowed);
        Assert.True(history.Wait is null or { IsEstimated: true });
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void Of_TwoHundredItems_MeanWaitIsWithinFivePercent(double hz)
    {
        var random = new Random(7);
        var pool = new SimulatedPool();
        for (var (i, at) = (0, 0.1); i < 200; i++, at += -Math.Log(1 - random.NextDouble()) / 25)
            pool.Item(at, 0.05 + (random.NextDouble() * 0.2));
        var history = Follow(pool, 20, hz);
        var truth = pool.Items.Average(item => item.Wait.TotalSeconds);
        Assert.InRange(history.Wait!.Value.Mean.TotalSeconds, truth * 0.95, truth * 1.05);
        Assert.InRange(history.WaitByLittle!.Value.TotalSeconds, truth * 0.85, truth * 1.15);
        AssertBracketsHold(pool, history);
    }

    [Fact]
    public void Of_AnyPool_TruthLiesWithinItsBracket()
    {
        var arrivals = ArbMap.Default.GeneratorFor<byte>().ArrayOf(40).Where(bytes => bytes.Length > 0);
        var settings = from workers in Gen.Choose(1, 5) from bytes in arrivals from reuses in ArbMap.Default.GeneratorFor<bool>() from results in ArbMap.Default.GeneratorFor<bool>() select (workers, bytes, reuses, results);
        Prop.ForAll(settings.ToArbitrary(), setting =>
        {
            var pool = new SimulatedPool(workers: setting.workers) { ReusesIds = setting.reuses, HasResults = setting.results };
            var at = 0.0;
            foreach (var value in setting.bytes)
                pool.Item(at += (value & 15) * 0.004, 0.01 + ((value >> 4) * 0.02));
            AssertBracketsHold(pool, Follow(pool, at + 1, 200));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_FiveHundredLooksAtADeepQueue_CostsAFewTimesReadingThem()
    {
        var ids = Enumerable.Range(1, 6000).Select(i => new WorkItem((ulong)i * 64, 0, null)).ToArray();
        var film = new Film();
        film.With(look =>
        {
            var passed = (int)((look.At.Seconds - 100) * 100 / 3);
            foreach (var item in ids.AsSpan(passed, 4096))
                look.Queue.Add(item);
            look.Pools.Add(new Pool { Id = 1, Kind = PoolKind.ThreadPoolExecutor, Name = "deep", Queued = 4096, Queue = new Slice(0, 4096), Limit = 4 });
        });
        var timeline = film.Shoot(5);
        var read = Shortest(() => Assert.NotEqual(0ul, ReadAll(timeline)));
        var followed = Shortest(() => Assert.InRange(PoolHistory.Of(timeline, 1)!.Waited.Count, 160, 170));
        Assert.True(followed < read * 4, $"following took {followed.TotalMilliseconds:F1} ms, reading {read.TotalMilliseconds:F1} ms");
    }

    private static TimeSpan Shortest(Action action) => Enumerable.Range(0, 5).Min(_ =>
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed;
    });

    private static ulong ReadAll(Timeline timeline)
    {
        ulong sum = 0;
        for (var i = 0; i < timeline.Count; i++)
        {
            foreach (ref readonly var item in timeline[i].Queue.Span)
                sum += item.Id;
        }

        return sum;
    }

    [Fact]
    public void Of_TimelineThatGrows_AnswersAsIfAskedOnce()
    {
        var pool = new SimulatedPool().Burst(0.1, 20, 0.3);
        var film = new Film().With(pool);
        var timeline = new Timeline(Film.Target, 1000);
        var histories = new PoolHistories();
        for (var i = 0; i < 300; i++)
        {
            film.Now = Film.Second(100 + (i / 100.0));
            timeline.Take(film, LookDepth.Memory);
            if (i % 7 == 0)
                histories.Of(timeline);
        }

        var grown = histories.Of(timeline)[0];
        var once = PoolHistory.Of(timeline, 1)!;
        Assert.Equal(once.Waited, grown.Waited);
        Assert.Equal(once.Finished, grown.Finished);
        Assert.Equal(once.MeanQueued, grown.MeanQueued);
    }

    [Fact]
    public void Of_TimelineThatForgets_AnswersFromWhatItStillHas()
    {
        var film = new Film().With(new SimulatedPool().Burst(0.1, 20, 0.3));
        var timeline = new Timeline(Film.Target, 50);
        var histories = new PoolHistories();
        for (var i = 0; i < 120; i++)
        {
            film.Now = Film.Second(100 + (i / 100.0));
            timeline.Take(film, LookDepth.Memory);
            histories.Of(timeline);
        }

        var grown = histories.Of(timeline)[0];
        Assert.Equal(50, grown.Looks.Count);
        Assert.Equal(PoolHistory.Of(timeline, 1)!.Waited, grown.Waited);
    }
}
