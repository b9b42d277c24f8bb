using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class BlocksTests
{
    private static readonly TimeSpan Any = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Of_BlockWithinTheWatch_GivesItsExactDuration()
    {
        var loop = new SimulatedLoop().Polls(0.203).Turns(0.3501).Polls(1);
        var block = Assert.Single(Blocks.Of(new Film().With(loop).Shoot(1), Any));
        Assert.Equal(350.1, block.Duration.TotalMilliseconds, 3);
        Assert.True(block.IsOver);
        Assert.Equal(TimeSpan.Zero, block.Uncertainty);
        Assert.Equal(new Held(block.Duration, false, TimeSpan.Zero, true), block.Held);
    }

    [Fact]
    public void Of_LoopThatTurnsEveryFiftyMilliseconds_FindsNoBlockLongerThanThat()
    {
        var loop = new SimulatedLoop();
        for (var i = 0; i < 60; i++)
            loop.Turns(0.05);
        var blocks = Blocks.Of(new Film().With(loop).Shoot(2.5), Any);
        Assert.All(blocks, block => Assert.InRange(block.Duration.TotalMilliseconds, 30, 60.001));
    }

    [Fact]
    public void Of_BlockAlreadyRunningAtAttach_KnowsItsAgeExactly()
    {
        var loop = new SimulatedLoop().Turns(20);
        var timeline = new Film().With(loop).Shoot(0.05, from: 112.4);
        var block = Assert.Single(Blocks.Of(timeline, Any));
        Assert.Equal(12.45, block.Duration.TotalSeconds, 6);
        Assert.False(block.IsOver);
        Assert.True(block.IsStartSeen);
        Assert.True(block.Held.IsLowerBound);
    }

    [Fact]
    public void Of_LaterCallbackAlreadyRunningAtAttach_ProvesOnlyWhatWasSeen()
    {
        var loop = new SimulatedLoop().Turns(0.001, 0.001, 20);
        var timeline = new Film().With(loop).Shoot(0.05, from: 105);
        var block = Assert.Single(Blocks.Of(timeline, Any));
        Assert.False(block.IsStartSeen);
        Assert.True(block.Held.IsLowerBound);
        Assert.Equal(0.05, block.Proven.TotalSeconds, 6);
        Assert.Equal(5.05, block.Duration.TotalSeconds, 6);
    }

    [Fact]
    public void Of_BatchOfManyCallbacks_BlamesNoSingleOne()
    {
        var loop = new SimulatedLoop().Polls(0.1).Turns([.. Enumerable.Repeat(0.004, 100)]).Polls(1);
        Assert.Empty(Blocks.Of(new Film().With(loop).Shoot(1), TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public void Of_LongCallbackInTheMiddleOfABatch_IsBracketedByTheLooksAroundItsStart()
    {
        var loop = new SimulatedLoop().Polls(0.1).Turns(0.033, 0.2, 0.033).Polls(1);
        var blocks = Blocks.Of(new Film().With(loop).Shoot(1), TimeSpan.FromMilliseconds(100));
        var block = Assert.Single(blocks);
        Assert.InRange(block.Duration.TotalMilliseconds, 200 - block.Uncertainty.TotalMilliseconds, 200 + block.Uncertainty.TotalMilliseconds);
        Assert.True(block.IsStartSeen);
        Assert.InRange(block.Uncertainty.TotalMilliseconds, 1, 10.001);
    }

    [Fact]
    public void Of_PollThatCannotBeDated_BracketsTheEnd()
    {
        var loop = new SimulatedLoop { TellsPolls = false }.Polls(0.1).Turns(0.2037).Polls(1);
        var block = Assert.Single(Blocks.Of(new Film().With(loop).Shoot(1), Any));
        Assert.Equal(TimeSpan.FromMilliseconds(5), block.Uncertainty);
        Assert.InRange((block.Duration - TimeSpan.FromMilliseconds(203.7)).Duration(), TimeSpan.Zero, block.Uncertainty);
    }

    [Fact]
    public void Of_LoopThatWentStraightOn_EndsTheBlockWhereTheNextTurnBegan()
    {
        var loop = new SimulatedLoop { Ready = 5 }.Polls(0.1).Turns(0.2037).Turns(0.05).Polls(1);
        var blocks = Blocks.Of(new Film().With(loop).Shoot(1), Any);
        Assert.Equal(203.7, blocks[0].Duration.TotalMilliseconds, 3);
        Assert.Equal(TimeSpan.Zero, blocks[0].Uncertainty);
    }

    [Fact]
    public void Of_TornLookInTheMiddle_DoesNotCutTheBlock()
    {
        var loop = new SimulatedLoop().Polls(0.1).Turns(0.5).Polls(1);
        var film = new Film().With(look =>
        {
            loop.Play(look);
            if (look.At.Seconds is > 100.295 and < 100.305)
                look.Loops.Replace(0, look.Loops[0] with { Turn = new Turn(7, look.At - TimeSpan.FromMilliseconds(1), 5, 0, 1) });
            if (look.At.Seconds is > 100.395 and < 100.405)
                look.Loops.Replace(0, look.Loops[0] with { Phase = LoopPhase.Polling });
        });
        var block = Assert.Single(Blocks.Of(film.Shoot(1), TimeSpan.FromMilliseconds(50)));
        Assert.Equal(500, block.Duration.TotalMilliseconds, 3);
    }

    [Fact]
    public void Of_FailedLooksInTheMiddle_KeepTheBlockWhole()
    {
        var loop = new SimulatedLoop().Polls(0.1).Turns(0.5).Polls(1);
        var film = new Film { Fails = at => at.Seconds is > 100.2 and < 100.4 }.With(loop);
        var block = Assert.Single(Blocks.Of(film.Shoot(1), Any));
        Assert.Equal(500, block.Duration.TotalMilliseconds, 3);
    }

    [Fact]
    public void Of_TwoLoops_KeepsThemApart()
    {
        var film = new Film()
            .With(new SimulatedLoop(1).Polls(0.1).Turns(0.2).Polls(1))
            .With(new SimulatedLoop(2, "grpc-loop").Polls(0.3).Turns(0.4).Polls(1));
        var blocks = Blocks.Of(film.Shoot(1), Any);
        Assert.Equal([1ul, 2ul], blocks.Select(block => block.Loop));
        Assert.Equal([200.0, 400.0], blocks.Select(block => Math.Round(block.Duration.TotalMilliseconds, 3)));
    }

    [Fact]
    public void Of_Uvloop_IsAsCoarseAsItsClock()
    {
        var coarse = TimeSpan.FromMilliseconds(4);
        var loop = new SimulatedLoop { Kind = LoopKind.Uvloop, Coarseness = coarse, TellsPolls = false }.Polls(0.1003).Turns(0.3).Polls(1);
        var block = Assert.Single(Blocks.Of(new Film().With(loop).Shoot(1), Any));
        Assert.Equal(coarse + TimeSpan.FromMilliseconds(5), block.Uncertainty);
        Assert.InRange((block.Duration - TimeSpan.FromMilliseconds(300)).Duration(), TimeSpan.Zero, block.Uncertainty);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void Of_SixtyBlocks_FindsEveryOneLongerThanTwoIntervalsAndInventsNone(double hz)
    {
        var interval = 1 / hz;
        var random = new Random(20);
        var loop = new SimulatedLoop();
        for (var i = 0; i < 60; i++)
            loop.Polls(0.02 + (random.NextDouble() * 0.03)).Turns(0.003 + (random.NextDouble() * 0.497));
        loop.Polls(1);
        var blocks = Blocks.Of(new Film().With(loop).Shoot(20, hz, capacity: 30_000), Any);

        var errors = new List<double>();
        foreach (var (began, ended) in loop.Truth)
        {
            var match = blocks.SingleOrDefault(block => block.Began < ended && began < block.Ended);
            if (match is null)
                Assert.True((ended - began).TotalSeconds <= 2 * interval);
            else
                errors.Add(Math.Abs((match.Duration - (ended - began)).TotalSeconds));
        }

        Assert.All(blocks, block => Assert.Contains(loop.Truth, truth => truth.Began == block.Began));
        Assert.True(errors.Order().ElementAt(errors.Count / 2) <= 0.0002);
        Assert.True(errors.Max() <= interval);
    }
}
