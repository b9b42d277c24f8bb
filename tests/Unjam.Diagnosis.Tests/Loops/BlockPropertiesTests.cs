using FsCheck;
using FsCheck.Fluent;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class BlockPropertiesTests
{
    private static readonly Arbitrary<(byte[] Turns, bool TellsPolls, bool IsUvloop, double Hz, int Start)> Lives = (
        from turns in ArbMap.Default.GeneratorFor<byte>().ArrayOf(30)
        from tells in ArbMap.Default.GeneratorFor<bool>()
        from uvloop in ArbMap.Default.GeneratorFor<bool>()
        from hz in Gen.Elements(50.0, 100.0, 333.0)
        from start in Gen.Choose(0, 400)
        select (turns, tells, uvloop, hz, start)).ToArbitrary();

    private static SimulatedLoop Loop(byte[] turns, bool tellsPolls, bool isUvloop)
    {
        var loop = new SimulatedLoop
        {
            TellsPolls = tellsPolls,
            Kind = isUvloop ? LoopKind.Uvloop : LoopKind.Asyncio,
            Coarseness = TimeSpan.FromMilliseconds(isUvloop ? 1 : 0),
        };
        foreach (var turn in turns)
        {
            if (turn % 3 == 0)
                loop.Polls(0.001 + (turn / 8000.0));
            else if (turn % 3 == 1)
                loop.Turns(0.001 + (turn / 2000.0));
            else
                loop.Turns(turn / 9000.0, turn / 4000.0, 0.001);
        }

        return loop.Polls(2);
    }

    [Fact]
    public void Of_AnyLoop_BlocksAreNeverLongerThanTheirTurnAndNeverShorterThanWhatWasSeen() =>
        Prop.ForAll(Lives, life =>
        {
            var loop = Loop(life.Turns, life.TellsPolls, life.IsUvloop);
            var timeline = new Film().With(loop).Shoot(3, life.Hz, 100 + (life.Start / 1000.0));
            foreach (var block in Blocks.Of(timeline, TimeSpan.Zero))
            {
                Assert.True(block.Began >= block.Turn.Began, "a callback began before its turn");
                Assert.True(block.Began <= block.FirstSeen && (block.Ended ?? block.LastSeen) >= block.LastSeen, "a block is shorter than what was seen of it");
                Assert.True(block.Proven <= block.Duration);
                Assert.True(block.Looks >= 2);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyAsyncioLoop_EveryLongCallbackIsFoundAndNoneInvented() =>
        Prop.ForAll(Lives, life =>
        {
            var loop = Loop(life.Turns, life.TellsPolls, isUvloop: false);
            var timeline = new Film().With(loop).Shoot(3, life.Hz);
            var blocks = Blocks.Of(timeline, TimeSpan.Zero);
            var interval = TimeSpan.FromSeconds(1 / life.Hz);
            var end = timeline.Latest.At;
            foreach (var (began, ended) in loop.Truth)
            {
                if (ended - began > interval * 2 && ended < end)
                    Assert.Single(blocks, block => block.FirstSeen >= began && block.LastSeen < ended);
            }

            Assert.All(blocks, block => Assert.Contains(loop.Truth, truth =>
                block.FirstSeen >= truth.Began && block.LastSeen < truth.Ended
                && (block.IsOver ? (block.Duration - (truth.Ended - truth.Began)).Duration() <= interval * 2 : block.Duration <= end - truth.Began + interval)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_AnyAsyncioLoop_TruthLiesWithinTheStatedUncertainty() =>
        Prop.ForAll(Lives, life =>
        {
            var loop = Loop(life.Turns, life.TellsPolls, isUvloop: false);
            foreach (var block in Blocks.Of(new Film().With(loop).Shoot(3, life.Hz), TimeSpan.Zero).Where(block => block is { IsOver: true, IsStartSeen: true }))
            {
                var (began, ended) = loop.Truth.Single(truth => block.FirstSeen >= truth.Began && block.LastSeen < truth.Ended);

                // The next poll that is dated may come after another turn, all between two looks: one interval more.
                var within = block.Uncertainty + (life.TellsPolls ? TimeSpan.FromSeconds(1 / life.Hz) : TimeSpan.FromTicks(2));
                Assert.True((block.Duration - (ended - began)).Duration() <= within);
            }
        }).QuickCheckThrowOnFailure();
}
