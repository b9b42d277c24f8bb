using Unjam.DotNet.Sights;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Probe;

public sealed class SuspicionTests
{
    private static readonly Moment Now = new(60_000_000_000);

    private readonly Snapshot look = new();

    public SuspicionTests() => look.Begin(Now, LookDepth.Kernel);

    [Theory]
    [InlineData(5, 200, StackQuality.Unread, true)]
    [InlineData(5, 200, StackQuality.Moving, true)]
    [InlineData(5, 200, StackQuality.Complete, false)]
    [InlineData(5, 200, StackQuality.Truncated, false)]
    [InlineData(5, 10, StackQuality.Unread, false)]
    [InlineData(0, 200, StackQuality.Unread, false)]
    public void Work_WaitsForThreads_IsSuspectedWhereTheyAreNotKnown(int queued, int waited, StackQuality quality, bool expected)
    {
        Add(StackQuality.Complete);
        Add(quality);
        look.Pools.Add(new Pool
        {
            Id = 1,
            Kind = PoolKind.DotNetThreadPool,
            Name = "",
            Queued = queued,
            OldestWait = TimeSpan.FromMilliseconds(waited),
            Workers = new Slice(0, 2),
        });
        Assert.Equal(expected, Suspicion.IsIn(look));
    }

    [Theory]
    [InlineData(LoopPhase.Running, 300, StackQuality.Unread, true)]
    [InlineData(LoopPhase.Running, 300, StackQuality.Complete, false)]
    [InlineData(LoopPhase.Running, 30, StackQuality.Unread, false)]
    [InlineData(LoopPhase.Polling, 300, StackQuality.Unread, false)]
    public void Loop_IsHeld_IsSuspectedWhereItsThreadIsNotKnown(LoopPhase phase, int held, StackQuality quality, bool expected)
    {
        Add(quality);
        look.Loops.Add(new Loop
        {
            Id = 1,
            Kind = LoopKind.EventLoop,
            Thread = 0,
            Phase = phase,
            Turn = new Turn(1, Now - TimeSpan.FromMilliseconds(held), 1, 0, 1),
        });
        Assert.Equal(expected, Suspicion.IsIn(look));
    }

    [Fact]
    public void Loop_OfAnUnknownThread_IsSuspected()
    {
        look.Loops.Add(new Loop { Id = 1, Kind = LoopKind.EventLoop, Thread = -1, Phase = LoopPhase.Running, Turn = new Turn(1, Now - TimeSpan.FromSeconds(1), 1, 0, 1) });
        Assert.True(Suspicion.IsIn(look));
    }

    private void Add(StackQuality quality)
    {
        look.Workers.Add(new Worker(look.Threads.Count, default, 0));
        look.Threads.Add(new TargetThread((ulong)look.Threads.Count, 0, null, Stack.Empty, quality, false, default));
    }
}
