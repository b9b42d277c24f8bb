using System.Collections.Immutable;
using Unjam.DotNet.Kernel;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Sights;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Probe;

public sealed class KnownStacksTests
{
    private const int Thread = 70, Inside = 7;

    private static readonly Moment Begin = new(9_000_000_000);
    private static readonly Stack Sampled = Of("Shop.Orders.Load");
    private static readonly Stack Waited = Of("Shop.Stock.Reserve");
    private static readonly (Stack, StackQuality) Nothing = (Stack.Empty, StackQuality.Unread);

    private readonly KnownStacks stacks = new(inner => (int)inner * 10);

    [Fact]
    public void Thread_SleptThroughTheBurstAndSince_IsExactInEveryLook()
    {
        var burst = Taken(new BurstStack(Sampled, false, 42));
        for (var look = 0; look < 100; look++)
        {
            stacks.Begin(burst, []);
            Assert.True(stacks.Asks(Thread));
            Assert.Equal((Sampled, StackQuality.Complete), stacks.Of(Thread, new Still(42, Begin), At(look * 10)));
        }
    }

    [Fact]
    public void Thread_HasRunSinceTheBurst_IsKnownInTheOneLookAfterIt()
    {
        var burst = Taken(new BurstStack(Sampled, false, 42));
        stacks.Begin(burst, []);
        Assert.Equal((Sampled, StackQuality.Moving), stacks.Of(Thread, new Still(43, Begin), Begin));
        stacks.Begin(burst, []);
        Assert.Equal(Nothing, stacks.Of(Thread, new Still(43, Begin), At(10)));
    }

    [Fact]
    public void Thread_RanDuringTheBurst_IsNotTakenForExact()
    {
        stacks.Begin(Taken(new BurstStack(Sampled, false, -1)), []);
        Assert.False(stacks.Asks(Thread));
        Assert.Equal((Sampled, StackQuality.Moving), stacks.Of(Thread, new Still(-1, Begin), Begin));
    }

    [Fact]
    public void Thread_DeeperThanTheRuntimeWrites_IsTruncated()
    {
        stacks.Begin(Taken(new BurstStack(Sampled, true, 42)), []);
        Assert.Equal((Sampled, StackQuality.Truncated), stacks.Of(Thread, new Still(42, Begin), Begin));
    }

    [Theory]
    [InlineData(0, StackQuality.Moving)]
    [InlineData(299, StackQuality.Moving)]
    [InlineData(300, StackQuality.Complete)]
    public void Thread_BeganToWait_IsExactOnceItsEndWouldHaveBeenTold(int stillFor, StackQuality expected)
    {
        stacks.Begin(null, [Waiting(Waited, true)]);
        Assert.True(stacks.Asks(Thread));
        Assert.Equal((Waited, expected), stacks.Of(Thread, new Still(42, Begin), At(stillFor)));
    }

    [Fact]
    public void Thread_WaitsSinceTheBurst_HasTheStackOfTheWait()
    {
        stacks.Begin(Taken(new BurstStack(Sampled, false, 42)), [Waiting(Waited, true)]);
        Assert.Equal((Waited, StackQuality.Moving), stacks.Of(Thread, new Still(43, Begin), Begin));
    }

    [Fact]
    public void Wait_HasCodeWithoutName_IsNotTold()
    {
        stacks.Begin(null, [Waiting(Waited, false)]);
        Assert.Equal(Nothing, stacks.Of(Thread, new Still(42, Begin), At(1000)));
    }

    [Fact]
    public void Lock_IsWaitedFor_HasItsOwnerAsSeenFromHere()
    {
        stacks.Begin(null, [Waiting(Waited, true)]);
        Assert.Equal(new Wait(WaitKind.Lock, 0xabc, 90), stacks.WaitOf(Thread));
        Assert.Equal(default, stacks.WaitOf(Thread + 1));
    }

    private static Moment At(int milliseconds) => Begin + TimeSpan.FromMilliseconds(milliseconds);

    private static Stack Of(string name) => new([new Frame(new Function(name, "Shop.dll", 0), 0)]);

    private static WaitSighting Waiting(Stack stack, bool isWhole) => new(Inside, Begin, stack, isWhole, 0xabc, 9);

    private static Burst Taken(BurstStack stack) => new(
        1, Begin, Begin, TimeSpan.Zero, ImmutableDictionary<int, BurstStack>.Empty.Add(Thread, stack), new NettraceEnd(NettraceOutcome.Complete, "", 0, 0, 0, 0));
}
