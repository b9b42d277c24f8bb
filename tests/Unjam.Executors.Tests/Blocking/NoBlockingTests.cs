using Unjam.Executors.Tests.Loops;
using Unjam.Testing;

namespace Unjam.Executors.Tests.Waits;

public sealed class NoBlockingTests
{
    [Fact]
    public void Code_ThatOnlyAwaits_Passes_AndRunsToItsEnd()
    {
        var isOver = false;
        NoBlocking.Assert(async () =>
        {
            await Task.Yield();
            await Task.Run(() => { });
            isOver = true;
        }, Patient);
        Assert.True(isOver);
    }

    [Fact]
    public void SlowCallback_WithoutAWait_IsFound_WithItsTime()
    {
        var time = new LoopTime();
        var found = Assert.Throws<BlockingFoundException>(() => NoBlocking.Assert(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(300));
            return Task.CompletedTask;
        }, new NoBlockingOptions { SlowCallback = TimeSpan.FromMilliseconds(200), Time = time }));
        var call = Assert.Single(found.Calls);
        Assert.Null(call.Call);
        Assert.Equal(TimeSpan.FromMilliseconds(300), call.Held);
        Assert.Contains(nameof(SlowCallback_WithoutAWait_IsFound_WithItsTime), call.Callback, StringComparison.Ordinal);
        Assert.Contains("300 ms", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_ThatIsAllowedToBlock_Passes_WithItsReason()
    {
        NoBlocking.Assert(async () =>
        {
            await Task.Yield();
            using var unset = new ManualResetEvent(false);
            using (Blocking.Allowed("the test says so"))
                unset.WaitOne(20);
        }, Patient);
    }

    [Fact]
    public void Code_ThatThrows_ThrowsItself_UnlessItBlockedToo()
    {
        Assert.Throws<FormatException>(() => NoBlocking.Assert(() => throw new FormatException("bad"), Patient));
        var found = Assert.Throws<BlockingFoundException>(() => NoBlocking.Assert(async () =>
        {
            await Task.Yield();
            using var unset = new ManualResetEvent(false);
            unset.WaitOne(20);
            throw new FormatException("bad");
        }, Patient));
        Assert.IsType<FormatException>(found.InnerException);
        Assert.Single(found.Calls);
    }

    [Fact]
    public void Assertion_InsideALoop_Throws_RatherThanNest() =>
        EventLoop.Run(() =>
        {
            Assert.Throws<InvalidOperationException>(() => NoBlocking.Assert(() => Task.CompletedTask));
            return Task.CompletedTask;
        });

    private static NoBlockingOptions Patient => new() { SlowCallback = TimeSpan.FromHours(1) };
}
