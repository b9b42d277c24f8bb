using Unjam.Executors.Tests.Loops;
using Unjam.Testing;

namespace Unjam.Executors.Tests.Waits;

/// <summary>Each kind of managed wait of dotnet-starvation.md §3.2: refused at the call, named, and whatever waited still works.</summary>
public sealed class WaitKindsTests
{
    private static readonly LoopOptions Strict = new() { Name = "strict", OnBlocking = BlockingPolicy.Throw, LockPatience = TimeSpan.FromMilliseconds(5), SlowCallback = TimeSpan.FromHours(1) };

    public static TheoryData<string, string> Kinds => new()
    {
        { "Task.Wait", "Task.Wait" },
        { "Task.Result", "Task.Result" },
        { "GetResult", "GetAwaiter().GetResult()" },
        { "Task.WaitAll", "Task.Wait" },
        { "SemaphoreSlim", "SemaphoreSlim.Wait" },
        { "ManualResetEventSlim", "ManualResetEventSlim.Wait" },
        { "BlockingCollection", "BlockingCollection" },
        { "WaitOne", "WaitHandle.WaitOne" },
        { "WaitAny", "WaitHandle.WaitAny" },
        { "Mutex", "WaitHandle.WaitOne" },
        { "lock", "lock (Monitor.Enter)" },
        { "Lock", "lock (Lock.Enter)" },
        { "Monitor.Wait", "Monitor.Wait" },
        { "Join", "Thread.Join" },
        { "ReaderWriterLockSlim", "ReaderWriterLockSlim" },
        { "Process.WaitForExit", "Process.WaitForExit" },
        { "HttpClient.Send", "HttpClient.Send" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Wait_OnALoopThatRefuses_ThrowsAtTheCall_AndNamesIt(string kind, string call)
    {
        using var held = new HeldThings();
        var thrown = Assert.ThrowsAny<Exception>(() => EventLoop.Run(async () =>
        {
            await Task.Yield();
            held.Wait(kind);
        }, Strict));

        // HttpClient wraps whatever goes wrong inside it
        while (kind == "HttpClient.Send" && thrown is not BlockingCallException && thrown.InnerException is { } inner)
            thrown = inner;
        var refusal = Assert.IsType<BlockingCallException>(thrown);
        Assert.StartsWith(call, refusal.Call, StringComparison.Ordinal);
        Assert.Contains("HeldThings", refusal.Caller, StringComparison.Ordinal);
        Assert.Equal("strict", refusal.Loop);
        Assert.Contains("Blocking.Allowed", refusal.Message, StringComparison.Ordinal);

        // outside of the loop the same thing can be waited for
        held.Release();
        held.Wait(kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Wait_UnderAnAssertion_IsFound_AndGoesOn(string kind, string call)
    {
        using var held = new HeldThings();
        var found = Assert.Throws<BlockingFoundException>(() => NoBlocking.Assert(async () =>
        {
            await Task.Yield();
            held.ReleaseWhenWaitedFor(Thread.CurrentThread);
            held.Wait(kind);
        }, new NoBlockingOptions { LockPatience = TimeSpan.FromMilliseconds(1), SlowCallback = TimeSpan.FromHours(1) }));
        Assert.Contains(found.Calls, each => each.Call!.StartsWith(call, StringComparison.Ordinal) && each.Caller.Contains("HeldThings", StringComparison.Ordinal));
        Assert.Contains(call, found.Message, StringComparison.Ordinal);
        Assert.Contains("HeldThings", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusedLock_LeavesTheLock_AsItWas()
    {
        using var held = new HeldThings();
        EventLoop.Run(async () =>
        {
            await Task.Yield();
            for (var at = 0; at < 3; at++)
                Assert.Throws<BlockingCallException>(() => held.Wait("lock"));
            Assert.Throws<BlockingCallException>(() => held.Wait("Monitor.Wait"));
        }, Strict);
        held.Release();
        Assert.True(held.IsFree);
    }

    [Fact]
    public void Waits_ThatAreOverAtOnce_OrAllowed_AreNotRefused()
    {
        EventLoop.Run(async () =>
        {
            await Task.Yield();
            Task.CompletedTask.Wait();
            using var set = new ManualResetEvent(true);
            Assert.True(set.WaitOne());
            using var unset = new ManualResetEvent(false);
            Assert.False(unset.WaitOne(0));
            using (Blocking.Allowed("test"))
            using (Blocking.Allowed("inner"))
                Assert.False(unset.WaitOne(1));
            Assert.Throws<BlockingCallException>(() => unset.WaitOne(1));
        }, Strict);
    }

    [Fact]
    public async Task Allowance_FlowsIntoWhatIsBegunInside_AndEndsForItWithTheScope()
    {
        await using var loop = EventLoop.Start(Strict);
        using var unset = new ManualResetEvent(false);
        var during = new TaskCompletionSource();
        var after = new TaskCompletionSource();
        var run = loop.RunAsync(async () =>
        {
            Task inside;
            using (Blocking.Allowed("test"))
            {
                inside = Inside();
                await during.Task;
            }

            after.SetResult();
            await inside;
        });
        await Soon.Ends(run);

        async Task Inside()
        {
            await Task.Yield();
            Assert.False(unset.WaitOne(1));
            during.SetResult();
            await after.Task;
            Assert.Throws<BlockingCallException>(() => unset.WaitOne(1));
        }
    }

    [Fact]
    public void Allowed_WithoutAReason_IsRefused() => Assert.Throws<ArgumentException>(() => Blocking.Allowed(" "));
}
