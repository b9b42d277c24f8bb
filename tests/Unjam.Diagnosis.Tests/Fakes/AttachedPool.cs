using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>
/// A shared pool as it is seen from another process: counters ten times a second, the stacks of a burst for as long as a thread has not run
/// since, those of waits from the runtime's events, and the queue from the moment on that somebody listens.
/// </summary>
internal sealed class AttachedPool(SimulatedSharedPool pool)
{
    // What the runtime's sampler and its rundown take.
    private const double BurstTakes = 0.12;
    private const double Step = 0.1;

    private readonly List<int[]> byThread = [];
    private double burst = double.NegativeInfinity;
    private double burstSeen;

    /// <summary>When the tool attached, in seconds of the pool's time.</summary>
    public double At { get; init; }

    /// <summary>Whether the runtime tells of waits as they begin, with their stacks (.NET 9 and later; never of sleeps).</summary>
    public bool TellsWaits { get; init; }

    /// <summary>How often stacks are taken anew while work waits.</summary>
    public double BurstEvery { get; init; } = 1;

    /// <summary>How many have work is told only while work waits; else nothing is said.</summary>
    public bool CountsBusy { get; init; } = true;

    /// <summary>Whether the queue is listened to.</summary>
    public bool HearsQueue { get; init; } = true;

    /// <summary>Whether a thread on its item computes: then no stack of it stays true.</summary>
    public Func<int, bool> Computes { get; init; } = _ => false;

    /// <summary>How the pool last changed its threads.</summary>
    public Adjustment? Adjusted { get; init; }

    public void Play(Snapshot look)
    {
        var now = look.At.Seconds - 100;
        var step = Math.Floor(Math.Round((now - At) / Step, 6)) * Step;
        var counted = At + step;
        var queued = step < Step ? 0 : pool.Items.Count(item => item.Arrived <= counted && counted < item.Started);
        if (now >= At + BurstTakes && (double.IsNegativeInfinity(burst) || (queued > 0 && now - burst >= BurstEvery)))
            (burst, burstSeen) = (now - BurstTakes + 0.02, now);
        var first = look.Workers.Count;
        var threads = pool.ThreadsAt(now);
        for (var i = 0; i < threads; i++)
            AddThread(look, i, now);
        var pairs = pool.Items.Where(item => item.Arrived >= At && item.Started <= now).ToList();
        look.Pools.Add(new Pool
        {
            Id = SimulatedSharedPool.Id,
            Kind = PoolKind.DotNetThreadPool,
            Name = SimulatedSharedPool.Name,
            MinWorkers = pool.Min,
            Busy = CountsBusy && queued > 0 ? threads : CountsBusy && burst > 0 ? Enumerable.Range(0, threads).Count(i => ItemOf(i, burst) >= 0) : null,
            Queued = queued,
            Completed = step < Step ? null : pool.Items.Count(item => item.Ended >= At && item.Ended <= counted),
            OldestWait = HearsQueue ? OldestWait(now, queued) : null,
            QueueTime = HearsQueue ? new TotalTime(pairs.Count, TimeSpan.FromSeconds(pairs.Sum(item => item.Started - item.Arrived))) : null,
            Workers = new Slice(first, threads),
            Adjustment = Adjusted,
        });
    }

    private void AddThread(Snapshot look, int i, double now)
    {
        var item = ItemOf(i, now);
        var (stack, quality) = StackOf(i, item, now);
        var kernel = look.Depth < LookDepth.Kernel ? default : item >= 0 ? pool.Kernel(i, now) : Kernels.In(202, 0x5000);
        look.Workers.Add(new Worker(look.Threads.Count, default, 0));
        look.Threads.Add(new TargetThread((ulong)i + 900, i + 900, ".NET TP Worker", stack, quality, false, kernel)
        {
            Wait = item >= 0 && TellsWaits && pool.Items[item].Started >= At ? pool.Waits(i) : default,
        });
    }

    private (Stack Stack, StackQuality Quality) StackOf(int i, int item, double now)
    {
        if (item >= 0 && TellsWaits && pool.Items[item].Started >= At && pool.Waits(i).Kind != WaitKind.None)
            return (pool.Shows(i)!, StackQuality.Complete);
        if (now < burstSeen || double.IsNegativeInfinity(burst))
            return (Stack.Empty, StackQuality.Unread);
        var then = ItemOf(i, burst);
        var stack = then >= 0 ? pool.Shows(i)! : DotNetCode.Idle;
        var hasNotRun = then == item && !(item >= 0 && Computes(i));
        return hasNotRun ? (stack, StackQuality.Complete) : now - burstSeen < 0.005 ? (stack, StackQuality.Moving) : (Stack.Empty, StackQuality.Unread);
    }

    /// <summary>The oldest that was seen to come; where the queue holds more than those, at least as long as somebody has listened.</summary>
    private TimeSpan OldestWait(double now, int queued)
    {
        var known = pool.Items.Where(item => item.Arrived >= At && item.Arrived <= now && now < item.Started).ToList();
        var isOlder = pool.Items.Any(item => item.Arrived < At && now < item.Started);
        return isOlder && queued > known.Count ? TimeSpan.FromSeconds(now - At)
            : known.Count > 0 ? TimeSpan.FromSeconds(now - known.Min(item => item.Arrived))
            : TimeSpan.Zero;
    }

    private int ItemOf(int thread, double now)
    {
        if (byThread.Count == 0)
            byThread.AddRange(Enumerable.Range(0, pool.Items.Max(item => item.Thread) + 1).Select(each => Enumerable.Range(0, pool.Items.Count).Where(i => pool.Items[i].Thread == each).ToArray()));
        foreach (var i in thread < byThread.Count ? byThread[thread] : [])
        {
            if (pool.Items[i].Started <= now && now < pool.Items[i].Ended)
                return i;
        }

        return -1;
    }
}
