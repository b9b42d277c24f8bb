using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The recent past of one target, within bounds.</summary>
internal sealed class Past
{
    private const int MostStacks = 500;

    private readonly StackSums loopBlock = new(MostStacks);
    private readonly StackSums poolWait = new(MostStacks);

    // A look that was late stands for no more than this.
    private static readonly TimeSpan MostOfOneLook = TimeSpan.FromSeconds(3);

    public PointRing Points { get; } = new();

    public Lanes Lanes { get; } = new();

    public TasksSeen Tasks { get; } = new();

    public StallLog Stalls { get; } = new();

    /// <summary>Takes a look that has been counted.</summary>
    public void See(Snapshot look, TargetTally tally)
    {
        if (look.IsFailed)
            return;
        Points.See(tally);
        Lanes.See(look);
        if (look.Depth == LookDepth.Everything)
            Tasks.See(look);
        foreach (ref readonly var loop in look.Loops.Span)
        {
            if (tally.LoopOf(loop) is { } known && known.BlockedSince > TimeSpan.Zero && loop.Thread >= 0 && loop.Thread < look.Threads.Count)
                loopBlock.Add(known.Name, look.Threads[loop.Thread].Stack, known.BlockedSince);
        }

        var since = tally.Since < MostOfOneLook ? tally.Since : MostOfOneLook;
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Queued > 0 && tally.PoolOf(pool) is { Busy: > 0 } known)
                AddWait(look, pool, known, since * pool.Queued / known.Busy);
        }
    }

    /// <summary>What may be shown; the rest of the work can be done while looks go on.</summary>
    public Func<WallClock, DateTimeOffset, TargetHistory> Copy()
    {
        var points = Points.Copy();
        var lanes = Lanes.Copy();
        var (blocks, waits, tasks) = (loopBlock.View(), poolWait.View(), Tasks.View);
        var stalls = Stalls.Copy();
        return (clock, since) => new(points.Points(clock, since), Lanes.View(lanes, clock, since), blocks, waits, tasks, stalls(clock));
    }

    private void AddWait(Snapshot look, in Pool pool, PoolTally known, TimeSpan each)
    {
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
        {
            if (worker.IsBusy && worker.Thread >= 0 && worker.Thread < look.Threads.Count)
                poolWait.Add(known.Name, look.Threads[worker.Thread].Stack, each);
        }
    }
}
