namespace Unjam.Executors.Tests.Loops;

public sealed class EventLoopTests
{
    [Fact]
    public async Task Post_FromManyThreads_RunsEachOnce_InTheOrderOfItsThread()
    {
        const int Threads = 4;
        const int Each = 20_000;
        await using var loop = EventLoop.Start(new LoopOptions { Name = "order" });
        var seen = new List<int>[Threads];
        var producers = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            var own = seen[number] = [];
            for (var at = 0; at < Each; at++)
            {
                var value = at;
                if (value % 2 == 0)
                    loop.Post(() => own.Add(value));
                else
                    loop.Post(own.Add, value);
            }
        })).ToList();
        producers.ForEach(thread => thread.Start());
        producers.ForEach(thread => thread.Join());
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        Assert.All(seen, own => Assert.Equal(Enumerable.Range(0, Each), own));
        Assert.True(loop.Statistics().Callbacks >= Threads * Each);
    }

    [Fact]
    public async Task Callback_ThatThrows_IsLoggedAndCounted_AndTheLoopGoesOn()
    {
        var log = new ListedLog();
        await using var loop = EventLoop.Start(new LoopOptions { Name = "throws", Logger = log });
        loop.Post(() => throw new FormatException("bad"));
        Assert.Equal(7, await Soon.Ends(loop.RunAsync(() => Task.FromResult(7))));
        Assert.Equal(1, loop.Statistics().Failed);
        var entry = Assert.Single(log.Entries);
        Assert.IsType<FormatException>(entry.Failure);
        Assert.Contains("'throws'", entry.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(Callback_ThatThrows_IsLoggedAndCounted_AndTheLoopGoesOn), entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logger_ThatThrows_CostsItsEntries_AndNothingElse()
    {
        await using var loop = EventLoop.Start(new LoopOptions { Logger = new ListedLog(throws: true) });
        loop.Post(() => throw new FormatException("bad"));
        Assert.Equal(7, await Soon.Ends(loop.RunAsync(() => Task.FromResult(7))));
        Assert.Equal(1, loop.Statistics().Failed);
        Assert.Equal(1, loop.Statistics().Lost);
    }

    [Fact]
    public async Task AsyncVoid_ThatThrows_IsAFailedCallback_OfTheLoop()
    {
        var log = new ListedLog();
        await using var loop = EventLoop.Start(new LoopOptions { Logger = log });
        loop.Post(Fails);
        Soon.True(() => log.Entries.Any(), "The failure of an async void method was not logged.");
        Assert.Equal(1, loop.Statistics().Failed);
        Assert.IsType<FormatException>(Assert.Single(log.Entries).Failure);

        static async void Fails()
        {
            await Task.Yield();
            throw new FormatException("bad");
        }
    }

    [Fact]
    public async Task RunAsync_OfAFunctionThatThrows_ThrowsItToTheCaller_NotToTheLog()
    {
        await using var loop = EventLoop.Start();
        await Assert.ThrowsAsync<FormatException>(() => loop.RunAsync(async () =>
        {
            await Task.Yield();
            throw new FormatException("bad");
        }));
        await Assert.ThrowsAsync<FormatException>(() => loop.RunAsync(() => throw new FormatException("bad")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.RunAsync(() => Task.FromCanceled(new CancellationToken(true))));
        Assert.Equal(0, loop.Statistics().Failed);
    }

    [Fact]
    public void Run_OfAFunction_RunsItsWholeOnTheCallingThread_AndRestoresTheContext()
    {
        var before = SynchronizationContext.Current;
        var here = Environment.CurrentManagedThreadId;
        var threads = EventLoop.Run(async () =>
        {
            var seen = new List<int> { Environment.CurrentManagedThreadId };
            await Task.Run(() => { });
            seen.Add(Environment.CurrentManagedThreadId);
            Assert.Equal("loop", EventLoop.Current!.Name);
            await Task.Factory.StartNew(() => seen.Add(Environment.CurrentManagedThreadId), CancellationToken.None, TaskCreationOptions.None, EventLoop.Current.Scheduler);
            return seen;
        });
        Assert.Equal([here, here, here], threads);
        Assert.Same(before, SynchronizationContext.Current);
        Assert.Null(EventLoop.Current);
    }

    [Fact]
    public void Run_WhoseFunctionThrows_Throws_ThatVeryException()
    {
        var failure = new FormatException("bad");
        Assert.Same(failure, Assert.Throws<FormatException>(() => EventLoop.Run(async () =>
        {
            await Task.Yield();
            throw failure;
        })));
    }

    [Fact]
    public void Run_InsideALoop_Throws_AndTheOuterLoopGoesOn()
    {
        EventLoop.Run(async () =>
        {
            var refusal = Assert.Throws<InvalidOperationException>(() => EventLoop.Run(() => Task.CompletedTask));
            Assert.Contains("'outer'", refusal.Message, StringComparison.Ordinal);
            await Task.Yield();
        }, new LoopOptions { Name = "outer" });
    }

    [Fact]
    public async Task Callbacks_RunInTheExecutionContext_TheyWerePostedIn_AndLeaveNothingBehind()
    {
        var local = new AsyncLocal<string>();
        var seen = new List<string?>();
        await using var loop = EventLoop.Start();
        local.Value = "posted";
        loop.Post(() =>
        {
            seen.Add(local.Value);
            local.Value = "changed";
            SynchronizationContext.SetSynchronizationContext(null);
        });
        local.Value = null!;
        loop.Post(() => seen.Add(local.Value));
        loop.Post(() => seen.Add(EventLoop.Current?.Name));
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        Assert.Equal(["posted", null, "loop"], seen);
    }

    [Fact]
    public async Task Send_FromElsewhere_WaitsForItsEnd_AndThrowsWhatItThrew()
    {
        await using var loop = EventLoop.Start();
        var thread = 0;
        loop.Context.Send(_ => thread = Environment.CurrentManagedThreadId, null);
        Assert.NotEqual(0, thread);
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.Throws<FormatException>(() => loop.Context.Send(_ => throw new FormatException(), null));
    }

    [Fact]
    public async Task BadArguments_AreRefused_WithTheRightException()
    {
        await using var loop = EventLoop.Start();
        Assert.Throws<ArgumentNullException>(() => loop.Post(null!));
        Assert.Throws<ArgumentNullException>(() => loop.Post<int>(null!, 1));
        Assert.Throws<ArgumentNullException>(() => loop.PostAfter(TimeSpan.Zero, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.PostAfter(TimeSpan.FromTicks(-1), () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.PostAfter(TimeSpan.MaxValue, () => { }));
        Assert.Throws<ArgumentNullException>(() => EventLoop.Run(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => loop.RunAsync(null!));
        await Assert.ThrowsAsync<InvalidOperationException>(() => loop.RunAsync(() => null!));
        foreach (var bad in new[]
        {
            new LoopOptions { SlowCallback = TimeSpan.Zero }, new LoopOptions { SlowCallback = TimeSpan.FromSeconds(-1) },
            new LoopOptions { LockPatience = TimeSpan.FromTicks(-1) }, new LoopOptions { CloseWithin = TimeSpan.FromTicks(-1) },
            new LoopOptions { Name = " " }, new LoopOptions { OnBlocking = (BlockingPolicy)7 },
        })
        {
            Assert.ThrowsAny<ArgumentException>(() => EventLoop.Start(bad));
        }
    }

    [Fact]
    public async Task Names_OfCallbacks_AreThoseOfTheSource_AlsoAfterAnAwait()
    {
        var names = new List<string>();
        await using var loop = EventLoop.Start();
        await Soon.Ends(loop.RunAsync(async () =>
        {
            names.Add(Now(loop));
            await Load(loop, names);
        }));
        Assert.Equal("Unjam.Executors.Tests.Loops.EventLoopTests." + nameof(Names_OfCallbacks_AreThoseOfTheSource_AlsoAfterAnAwait) + " (lambda)", names[0]);
        Assert.Equal("Unjam.Executors.Tests.Loops.EventLoopTests.Load", names[1]);

        static string Now(EventLoop loop)
        {
            var snapshot = new Unjam.Model.Snapshot();
            loop.Look(snapshot, Unjam.Model.LookDepth.Memory);
            return snapshot.Loops[0].Coroutine!.Name;
        }
    }

    private static async Task Load(EventLoop loop, List<string> names)
    {
        await Task.Yield();
        var snapshot = new Unjam.Model.Snapshot();
        loop.Look(snapshot, Unjam.Model.LookDepth.Memory);
        names.Add(snapshot.Loops[0].Coroutine!.Name);
    }
}
