using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet.Tests;

/// <summary>The numbers of pools and loops against simulated ones whose every moment is known.</summary>
public sealed class TallyTests
{
    private static double Mean(HistogramView histogram) => histogram.Sum / histogram.Count;

    /// <summary>A pool that is given work of 0.1 to 1 s at random, at so much of what it can do, for a minute and a half.</summary>
    private static SimulatedPool Loaded(int seed, double load, int workers = 4, bool reuses = true)
    {
        var random = new Random(seed);
        var pool = new SimulatedPool(workers: workers) { ReusesIds = reuses };
        for (var at = 0.5; at < 90; at += -Math.Log(1 - random.NextDouble()) * 0.55 / (workers * load))
            pool.Item(at, 0.1 + (random.NextDouble() * 0.9));
        return pool;
    }

    [Theory]
    [InlineData(1, 0.95)]
    [InlineData(2, 0.9)]
    [InlineData(3, 0.8)]
    public void Pool_WithAQueue_TalliesWhatIsTrue(int seed, double load)
    {
        using var stage = new Stage();
        var pool = Loaded(seed, load);
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(pool);
        stage.RunTo(250);
        var view = Assert.Single(stage.Watch.View().Pools);
        var count = pool.Items.Count;
        Assert.InRange(view.Submitted, count * 0.98, count * 1.02);
        Assert.InRange(view.Completed, count * 0.98, count * 1.02);
        var wait = pool.Items.Average(item => item.Wait.TotalSeconds);
        var run = pool.Items.Average(item => (item.Ended - item.Started).TotalSeconds);
        Assert.InRange(Mean(view.RunTime), run * 0.95, run * 1.05);
        Assert.InRange(Mean(view.QueueTime), wait * 0.95, wait * 1.05);
        Assert.Equal((0, 0, TimeSpan.Zero), (view.Busy, view.Queued, view.OldestWait));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Pool_WithoutAQueue_TalliesRunTimesAllTheSame(int seed)
    {
        using var stage = new Stage();
        var pool = Loaded(seed, 0.1, workers: 16, reuses: false);
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(pool);
        stage.RunTo(220);
        var view = Assert.Single(stage.Watch.View().Pools);
        var run = pool.Items.Average(item => (item.Ended - item.Started).TotalSeconds);
        Assert.InRange(view.Completed, pool.Items.Count * 0.95, pool.Items.Count * 1.02);
        Assert.InRange(Mean(view.RunTime), run * 0.92, run * 1.08);
        Assert.True(stage.Looks.Count < 120 * 15, "a pool without a queue is no reason for fifty looks a second");
    }

    [Fact]
    public void Pool_AtTheMoment_IsAsTheTargetSays()
    {
        using var stage = new Stage();
        var pool = new SimulatedPool().Burst(1, 20, 1);
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(pool);
        stage.RunTo(103.5);
        var view = Assert.Single(stage.Watch.View().Pools);
        Assert.Equal((4, 8, 4), (view.Busy, view.Queued, view.Limit));
        Assert.Equal(2.5, view.OldestWait.TotalSeconds, 0.05);
        var waits = stage.History().PoolWait;
        Assert.Equal(pool.Items.Sum(item => Math.Max(0, Math.Min((item.Started - item.Arrived).TotalSeconds, 2.5))), waits.Sum(row => row.Waited.TotalSeconds), 1.0);
    }

    [Fact]
    public void Lag_OfALoopWithRegularBlocks_HasTheirShare()
    {
        using var stage = new Stage();
        var loop = new SimulatedLoop().Shows(0, Code.OnLoop(Code.User("render", 6)));
        for (var i = 0; i < 500; i++)
            loop.Polls(0.773).Turns(0.4);
        stage.Film.With(loop);
        stage.RunTo(600);
        var view = Assert.Single(stage.Watch.View().Loops);
        Assert.InRange(view.Lag.Count, 998, 1001);
        Assert.InRange(Mean(view.Lag), 0.2 * 0.4 / 1.173 * 0.9, 0.2 * 0.4 / 1.173 * 1.1);
        Assert.InRange(view.BusyRatio!.Value, 0.2, 0.5);
        Assert.Equal("render", view.Lag.Exemplars.First(exemplar => exemplar is not null)!.Culprit);
        var counted = Assert.Single(view.Stalls);
        Assert.InRange(counted.Count, 380, 427);
        Assert.Equal(0.4, counted.Total.TotalSeconds / counted.Count, 0.01);
        Assert.Equal(200, stage.History().Stalls.Length);
        Assert.Equal(counted.Count, stage.History().Stalls[0].Number);
    }

    [Fact]
    public void Stalls_ByManyFunctions_AreCountedApartUpToTheLimit()
    {
        using var stage = new Stage(Stage.Options() with { CountCulprits = true, MaxCulprits = 3 });
        var loop = new SimulatedLoop();
        for (var i = 0; i < 8; i++)
            loop.Shows(i, Code.OnLoop(Code.User($"handler_{i}", 6))).Polls(3).TurnsIn(i, 0.9);
        stage.Film.With(loop.Polls(1000));
        stage.RunTo(200);
        var counts = stage.Watch.View().Loops[0].Stalls;
        Assert.Equal(8, counts.Sum(count => count.Count));
        Assert.Equal(3, counts.Count(count => count.Culprit is not null));
        Assert.Equal(5, Assert.Single(counts, count => count.Culprit is null).Count);
    }

    [Fact]
    public void Pool_ThatCountsItself_IsTakenAtItsWord()
    {
        using var stage = new Stage();
        stage.Film.With(look =>
        {
            // told once a second: two a second end, each has waited for 3 s
            var told = (long)Math.Floor(look.At.Seconds - 50);
            look.Pools.Add(new Pool
            {
                Id = 7,
                Kind = PoolKind.DotNetThreadPool,
                Name = ".NET thread pool",
                Busy = 4,
                Queued = 0,
                OldestWait = TimeSpan.FromSeconds(0.5),
                Completed = told * 2,
                QueueTime = new TotalTime(told * 2, TimeSpan.FromSeconds(told * 6)),
            });
        });
        stage.RunTo(220);
        var view = Assert.Single(stage.Watch.View().Pools);
        Assert.Equal((4, 4, 0.5), (view.Busy, view.Workers, view.OldestWait.TotalSeconds));
        Assert.InRange(view.Completed, 230, 245);
        Assert.Equal(3, Mean(view.QueueTime), 6);
        Assert.Equal(0, view.RunTime.Count);
    }

    [Fact]
    public void Loop_WithANameOfItsOwn_IsCalledByIt()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop { Kind = LoopKind.EventLoop, Name = "game" }.Polls(10_000));
        stage.RunTo(110);
        Assert.Equal("game", Assert.Single(stage.Watch.View().Loops).Name);
    }

    [Fact]
    public void GilWaitRatio_OfAThreadThatWaitsHalfOfTheTime_IsAHalf()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop { Kernel = (at, _) => (long)(at.Seconds * 7) % 2 == 0 ? Kernels.ForGil : Kernels.Polling }.Polls(10_000));
        stage.RunTo(160);
        Assert.InRange(stage.Watch.View().GilWaitRatio!.Value, 0.2, 0.8);
    }

    [Fact]
    public void Loops_OneAfterTheOther_AreOneInTheNumbers()
    {
        using var stage = new Stage();
        stage.Film.With(look => new SimulatedLoop((ulong)(look.At.Seconds / 30)).Polls(10_000).Play(look));
        stage.RunTo(400);
        var view = Assert.Single(stage.Watch.View().Loops);
        Assert.Equal("MainThread", view.Name);
        Assert.InRange(view.Lag.Count, 590, 601);
    }
}
