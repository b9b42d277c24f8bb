namespace Unjam.Executors.Tests.Loops;

public sealed class ClosingTests
{
    [Fact]
    public async Task Close_WithWorkAccepted_RunsAllOfIt_AndIsClean()
    {
        var loop = EventLoop.Start();
        var ran = 0;
        var gate = new TaskCompletionSource();
        var run = loop.RunAsync(async () =>
        {
            await gate.Task;
            loop.Post(() => ran++);
        });
        for (var at = 0; at < 1000; at++)
            loop.Post(() => ran++);
        var closing = loop.CloseAsync(Soon.Deadline);
        gate.SetResult();
        var left = await closing;
        await Soon.Ends(run);
        Assert.Equal(1001, ran);
        Assert.True(left.IsClean);
    }

    [Fact]
    public async Task AfterClose_EveryEntrance_SaysThatItIsClosed()
    {
        var loop = EventLoop.Start(new LoopOptions { Name = "gone" });
        await loop.DisposeAsync();
        Assert.Contains("'gone'", Assert.Throws<ObjectDisposedException>(() => loop.Post(() => { })).Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => loop.PostAfter(TimeSpan.Zero, () => { }));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => loop.RunAsync(() => Task.CompletedTask));
        await loop.DisposeAsync();
        Assert.Equal(0, loop.Statistics().Running);
    }

    [Fact]
    public async Task Continuation_ThatComesBackTooLate_GoesOnInTheThreadPool_AndIsLogged()
    {
        var log = new ListedLog();
        var loop = EventLoop.Start(new LoopOptions { Logger = log });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goesOn = new TaskCompletionSource<bool>();
        var began = new ManualResetEventSlim();
        var run = loop.RunAsync(async () =>
        {
            began.Set();
            await gate.Task;
            goesOn.SetResult(Thread.CurrentThread.IsThreadPoolThread);
        });
        Soon.Set(began, "The function did not begin.");
        var left = await loop.CloseAsync(TimeSpan.Zero);
        Assert.Equal(1, left.Unfinished);
        Assert.Contains(nameof(Continuation_ThatComesBackTooLate_GoesOnInTheThreadPool_AndIsLogged), Assert.Single(left.Names), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Soon.Ends(run));
        gate.SetResult();
        Assert.True(await Soon.Ends(goesOn.Task));
        Assert.Contains(log.Entries, entry => entry.Text.Contains("goes on in the thread pool", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Text.Contains("left undone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Callback_ThatDoesNotReturn_IsNamed_AndItsWaitersAreTold()
    {
        var loop = EventLoop.Start();
        var began = new ManualResetEventSlim();
        var end = new ManualResetEventSlim();
        loop.Post(() =>
        {
            began.Set();
            end.Wait();
        });
        Soon.Set(began, "The callback did not begin.");
        var behind = loop.RunAsync(() => Task.CompletedTask);
        loop.Post(() => { });
        var left = await loop.CloseAsync(TimeSpan.FromMilliseconds(10));
        Assert.Contains(nameof(Callback_ThatDoesNotReturn_IsNamed_AndItsWaitersAreTold), left.StillRunning, StringComparison.Ordinal);
        Assert.Equal(2, left.NotRun);
        Assert.False(left.IsClean);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Soon.Ends(behind));
        end.Set();
    }

    [Fact]
    public async Task Close_OnTheLoopItself_Throws_RatherThanWaitForItself()
    {
        await using var loop = EventLoop.Start();
        await Assert.ThrowsAsync<InvalidOperationException>(() => loop.RunAsync(async () => await loop.DisposeAsync()));
    }

    [Fact]
    public async Task Timers_NotDueInTime_AreDropped_AndCounted()
    {
        var loop = EventLoop.Start();
        loop.PostAfter(TimeSpan.FromHours(1), () => { });
        var left = await loop.CloseAsync(Soon.Deadline);
        Assert.Equal(1, left.TimersDropped);
        Assert.True(left.IsClean);
    }

    [Fact]
    public void Run_WhoseFunctionLeavesWorkBehind_RunsWhatIsReady()
    {
        var ran = 0;
        EventLoop.Run(async () =>
        {
            await Task.Yield();
            EventLoop.Current!.Post(() => ran++);
        });
        Assert.Equal(1, ran);
    }
}
