namespace Unjam.Executors.Tests.Loops;

public sealed class TimerWheelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomTimers_AddedAndRemoved_ComeOutAsASortedListGivesThem(int seed)
    {
        await using var loop = EventLoop.Start();
        var random = new Random(seed);
        var wheel = new TimerWheel();
        var model = new List<(long Tick, LoopTimer Timer)>();
        var tick = 0L;
        for (var step = 0; step < 3_000; step++)
        {
            for (var added = random.Next(4); added > 0; added--)
            {
                var due = tick + (long)Math.Pow(10, random.NextDouble() * 9);
                var timer = new LoopTimer(loop, () => { }, 0, due, null);
                wheel.Add(timer);
                model.Add((due, timer));
            }

            if (model.Count > 0 && random.Next(2) == 0)
            {
                var at = random.Next(model.Count);
                Assert.True(wheel.Remove(model[at].Timer));
                Assert.False(wheel.Remove(model[at].Timer));
                model.RemoveAt(at);
            }

            Assert.True(model.Count == 0 ? wheel.Next == long.MaxValue : wheel.Next <= model.Min(each => each.Tick));
            tick += (long)Math.Pow(10, random.NextDouble() * 6);
            var expected = model.Where(each => each.Tick <= tick).OrderBy(each => each.Tick).Select(each => each.Tick).ToList();
            var taken = new List<long>();
            while (wheel.TakeDue(tick) is { } due)
                taken.Add(due.Tick);
            Assert.Equal(expected, taken);
            model.RemoveAll(each => each.Tick <= tick);
            Assert.Equal(model.Count, wheel.Count);
        }
    }

    [Fact]
    public async Task Timers_OfOneTick_ComeOut_InTheOrderTheyWereAdded()
    {
        await using var loop = EventLoop.Start();
        var wheel = new TimerWheel();
        var timers = Enumerable.Range(0, 5).Select(_ => new LoopTimer(loop, () => { }, 0, 5_000, null)).ToList();
        timers.ForEach(wheel.Add);
        Assert.Null(wheel.TakeDue(4_999));
        Assert.All(timers, timer => Assert.Same(timer, wheel.TakeDue(5_000)));
        Assert.Null(wheel.TakeDue(5_000));
    }
}
