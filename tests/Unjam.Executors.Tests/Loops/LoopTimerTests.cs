namespace Unjam.Executors.Tests.Loops;

public sealed class LoopTimerTests
{
    [Fact]
    public async Task Timers_OfAHeldClock_RunInTheirOrder_AndNeverEarly()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Time = time, SlowCallback = TimeSpan.FromHours(1) });
        var seen = new List<int>();
        foreach (var milliseconds in new[] { 300, 100, 200, 100, 70_000 })
            loop.PostAfter(TimeSpan.FromMilliseconds(milliseconds), () => seen.Add(milliseconds));
        await Advance(loop, time, 99);
        Assert.Empty(seen);
        await Advance(loop, time, 1);
        Assert.Equal([100, 100], seen);
        await Advance(loop, time, 60_000);
        Assert.Equal([100, 100, 200, 300], seen);
        await Advance(loop, time, 9_899);
        Assert.Equal(4, seen.Count);
        Assert.Equal(1, loop.Statistics().Timers);
        await Advance(loop, time, 1);
        Soon.True(() => seen.Count == 5, "The last timer did not run.");
        Assert.Equal(0, loop.Statistics().Timers);
    }

    [Fact]
    public async Task Timer_AlarmOfTheClock_WakesAParkedLoop_WithoutAnyPost()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Time = time, SlowCallback = TimeSpan.FromHours(1) });
        var ran = new ManualResetEventSlim();
        loop.PostAfter(TimeSpan.FromMinutes(10), ran.Set);
        Soon.True(() => loop.Statistics().Timers == 1, "The timer was not armed.");
        time.Advance(TimeSpan.FromMinutes(10));
        Soon.Set(ran, "The alarm did not wake the loop.");
    }

    [Fact]
    public async Task Timer_OfTheSystemClock_IsNeverEarly_AndRuns()
    {
        await using var loop = EventLoop.Start();
        var began = TimeProvider.System.GetTimestamp();
        var ended = new TaskCompletionSource<TimeSpan>();
        loop.PostAfter(TimeSpan.FromMilliseconds(30), () => ended.SetResult(TimeProvider.System.GetElapsedTime(began)));
        Assert.True(await Soon.Ends(ended.Task) >= TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public async Task Cancelled_FromTheLoopOrElsewhere_NeverRuns_AndLeavesNothing()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Time = time, SlowCallback = TimeSpan.FromHours(1) });
        var ran = 0;
        var outside = loop.PostAfter(TimeSpan.FromMilliseconds(50), () => ran++);
        LoopTimer? inside = null;
        loop.Post(() => inside = loop.PostAfter(TimeSpan.FromMilliseconds(50), () => ran++));
        loop.PostAfter(TimeSpan.FromMilliseconds(40), () => inside!.Cancel());
        Assert.True(outside.Cancel());
        Assert.False(outside.Cancel());
        Assert.False(outside.IsWaiting);
        await Advance(loop, time, 50);
        Assert.Equal(0, ran);
        Assert.Equal(0, loop.Statistics().Timers);
    }

    [Fact]
    public async Task Clock_ThatJumps_BackAndFarAhead_LosesNoTimer()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Time = time, SlowCallback = TimeSpan.FromDays(10) });
        var seen = new List<string>();
        loop.PostAfter(TimeSpan.FromSeconds(1), () => seen.Add("second"));
        loop.PostAfter(TimeSpan.FromDays(40), () => seen.Add("month"));
        await Advance(loop, time, -3_000);
        Assert.Empty(seen);
        loop.PostAfter(TimeSpan.FromSeconds(1), () => seen.Add("again"));
        await Advance(loop, time, 4_000);
        Assert.Equal(["second", "again"], seen.Order().Reverse());
        time.Advance(TimeSpan.FromDays(50));
        Soon.True(() => seen.Count == 3, "A timer was lost in the jump.");
        Assert.True(loop.Statistics().Lag.Max >= TimeSpan.FromDays(9));
    }

    [Fact]
    public async Task Timer_AmongEndlessCallbacks_StillRuns_BetweenTwoOfThem()
    {
        await using var loop = EventLoop.Start();
        var isOver = false;
        loop.PostAfter(TimeSpan.FromMilliseconds(5), () => isOver = true);
        loop.Post(Again);
        Soon.True(() => Volatile.Read(ref isOver), "Endless callbacks kept a timer from running.");

        void Again()
        {
            if (!isOver)
                loop.Post(Again);
        }
    }

    private static async Task Advance(EventLoop loop, LoopTime time, int milliseconds)
    {
        // what was posted is armed before the clock moves, and what is due then runs before the second function
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
    }
}
