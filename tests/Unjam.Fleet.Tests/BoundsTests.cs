using Unjam.Live;
using Unjam.Model;

namespace Unjam.Fleet.Tests;

/// <summary>What is kept stays within bounds, whatever the target does.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void Points_AfterTwentyMinutes_AreTheLastFifteen()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop { Ready = 7 }.Polls(10_000)).With(new SimulatedPool());
        stage.RunTo(1300);
        var points = stage.History().Points;
        Assert.Equal(900, points.Length);
        Assert.Equal(TimeSpan.FromSeconds(899), points[^1].At - points[0].At);
        Assert.All(points, point => Assert.Equal(7, Assert.Single(point.Loops).Ready));
        Assert.All(points, point => Assert.Equal((0, 4, 0), Assert.Single(point.Pools) is var pool ? (pool.Busy, pool.Limit, pool.Queued) : default));
        Assert.Equal(10, stage.Watch.History(points[^11].At).Points.Length);
    }

    [Fact]
    public void Points_OfSecondsThatWereNotSeen_AreLeftOut()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        stage.RunTo(110);
        stage.Time.Advance(TimeSpan.FromSeconds(30));
        stage.RunTo(150);
        Assert.InRange(stage.History().Points.Length, 18, 22);
    }

    [Fact]
    public void Look_WithHundredsOfPools_KeepsAFewAndSaysSo()
    {
        using var stage = new Stage();
        stage.Film.With(look =>
        {
            for (var i = 1; i <= 300; i++)
                look.Pools.Add(new Pool { Id = (ulong)i, Kind = PoolKind.ThreadPoolExecutor, Name = $"pool-{i}", Queued = 0 });
        });
        stage.RunTo(103);
        Assert.Equal(TargetTally.MostPools, stage.Watch.View().Pools.Length);
        Assert.Equal(300 - TargetTally.MostPools, stage.Watch.Beyond);
    }

    [Fact]
    public void Pools_ThatEnd_MakeRoomForOthers()
    {
        using var stage = new Stage();
        stage.Film.With(look =>
        {
            var from = (int)(look.At.Seconds - 100) / 30 * 20;
            for (var i = from + 1; i <= from + 20; i++)
                look.Pools.Add(new Pool { Id = (ulong)i, Kind = PoolKind.ThreadPoolExecutor, Name = $"pool-{i}", Queued = 0 });
        });
        stage.RunTo(235);
        Assert.Contains(stage.Watch.View().Pools, pool => pool.Name == "pool-100");
        Assert.InRange(stage.Watch.View().Pools.Length, 20, TargetTally.MostPools);
        Assert.All(stage.History().Points[^1].Pools, point => Assert.InRange(point.Pool, 81ul, 100ul));
    }

    [Fact]
    public void Stacks_ThatAreAllDifferent_AreSummedUpBeyondTheLimit()
    {
        var sums = new StackSums(most: 10);
        for (var i = 0; i < 1000; i++)
            sums.Add("pool", Code.OnWorker(Code.User($"task_{i}", 6)), TimeSpan.FromSeconds(1));
        var rows = sums.View();
        Assert.Equal(11, rows.Length);
        Assert.Equal(("(other)", 990.0), (rows[0].Stack.Frames[0].Function.Name, rows[0].Waited.TotalSeconds));
        Assert.Equal(1000, rows.Sum(row => row.Times));
    }

    [Fact]
    public void Stacks_OfTheSameContent_AreOneRow()
    {
        var sums = new StackSums(most: 10);
        for (var i = 0; i < 100; i++)
            sums.Add("pool", Code.OnWorker(Code.User("task", 6)), TimeSpan.FromSeconds(1));
        Assert.Equal(100, Assert.Single(sums.View()).Waited.TotalSeconds);
    }

    [Fact]
    public void Lanes_OfWorkersAndALoop_ShowWhatTheyDidInTheLastTwoMinutes()
    {
        using var stage = new Stage();
        var loop = new SimulatedLoop().Shows(0, Code.OnLoop(Code.User("render", 6)));
        for (var i = 0; i < 100; i++)
            loop.Polls(2).Turns(0.5);
        var pool = new SimulatedPool(workers: 2);
        for (var i = 0; i < 100; i++)
            pool.Item(1 + (i * 3), 1.5);
        stage.Film.With(loop).With(pool);
        stage.RunTo(300);
        var lanes = stage.History().Lanes;
        Assert.True(lanes[0].IsLoop);
        Assert.InRange(lanes[0].Spans.Length, 45, 49);
        Assert.All(lanes[0].Spans, span => Assert.True(span.IsBlock));
        Assert.All(lanes[0].Spans, span => Assert.Equal("render", span.Frame!.Value.Function.Name));
        Assert.All(lanes[0].Spans, span => Assert.InRange((span.To - span.From).TotalSeconds, 0.4, 0.5));
        var items = lanes.Where(lane => !lane.IsLoop).SelectMany(lane => lane.Spans).ToList();
        Assert.InRange(items.Count, 38, 43);
        Assert.All(items, span => Assert.InRange((span.To - span.From).TotalSeconds, 0.9, 1.5));
        Assert.InRange(stage.Watch.History(Stage.At(290)).Lanes.Sum(lane => lane.Spans.Length), 5, 9);
    }

    [Fact]
    public void Lanes_OfHundredsOfWorkers_AreBounded()
    {
        using var stage = new Stage();
        var pool = new SimulatedPool(workers: 200);
        for (var i = 0; i < 5; i++)
            pool.Burst(0.1 + i, 200, 0.9);
        stage.Film.With(pool);
        stage.RunTo(106);
        Assert.InRange(stage.History().Lanes.Length, 1, 64);
        Assert.InRange(stage.History().Lanes.Sum(lane => lane.Spans.Length), 1, 4_096);
    }

    [Fact]
    public void Tasks_AHundredThousand_AreKeptInPart()
    {
        using var stage = new Stage();
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(look =>
        {
            for (var i = 1; look.Depth == LookDepth.Everything && i <= 100_000; i++)
                look.Tasks.Add(new AsyncTask((ulong)i, 0, $"Task-{i}", Code.OnLoop(), false, "Future"));
        });
        stage.RunTo(230);
        var tasks = stage.History().Tasks;
        Assert.Equal(300, tasks.Length);
        Assert.Equal(1ul, tasks[0].Loop);
        Assert.InRange(tasks[0].Seen.TotalSeconds, 100, 130);
        Assert.InRange(stage.Looks.Count(look => look.Depth == LookDepth.Everything), 2, 3);
    }

    [Fact]
    public void Look_CalmTarget_AllocatesNothing()
    {
        using var stage = new Stage();
        var snapshot = new Snapshot();
        stage.Film.With(new SimulatedLoop().Polls(10_000)).With(new SimulatedPool().Item(0, 10_000));
        stage.Film.Now = Film.Second(105);
        stage.Film.Look(snapshot, LookDepth.Kernel);
        var rows = new Copied(snapshot, stage.Time);
        using var lookout = new Lookout(new(Film.Target, rows, stage, stage), new TargetRecord(Stage.Key, "shop", stage.Setting), stage.Setting);
        void Look() => stage.Time.Advance(lookout.Look());

        // the first round is over, storage has grown, and the next is not yet due
        while (stage.Time.Seconds < 105)
            Look();
        Assert.Equal(0, Allocations.Of(Look, 5));
        Assert.True(stage.Time.Seconds < 160);
    }

    /// <summary>A probe that allocates nothing itself: it shows what was seen once.</summary>
    private sealed class Copied(Snapshot once, FakeTime time) : IProbe
    {
        public void Look(Snapshot into, LookDepth depth)
        {
            into.Begin(new Moment(time.GetTimestamp()), depth);
            foreach (ref readonly var row in once.Threads.Span)
                into.Threads.Add(row);
            foreach (ref readonly var row in once.Loops.Span)
                into.Loops.Add(row);
            foreach (ref readonly var row in once.Pools.Span)
                into.Pools.Add(row);
            foreach (ref readonly var row in once.Workers.Span)
                into.Workers.Add(row);
        }
    }
}
