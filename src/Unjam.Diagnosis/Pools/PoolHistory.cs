using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What a timeline saw of one pool: its numbers over time, and its items followed by identity.</summary>
public sealed class PoolHistory
{
    private readonly List<PoolLook> looks = [];
    private readonly QueueTrack queue = new();
    private readonly WorkerTrack workers;
    private double queuedSeconds;
    private double busySeconds;
    private double gilSeconds;
    private int holders;
    private int unfollowed;

    private PoolHistory(in Pool pool) => (Id, Name, Kind, workers) = (pool.Id, pool.Name, pool.Kind, new WorkerTrack(IsItemKept(pool.Kind)));

    public ulong Id { get; }

    public string Name { get; private set; }

    public PoolKind Kind { get; }

    /// <summary>Whether it is the default executor of a loop.</summary>
    public bool IsDefault { get; private set; }

    /// <summary>The loop that hands out its tokens; 0 when it has none.</summary>
    public ulong Loop { get; private set; }

    /// <summary>Whether it admits work by tokens, and not by having so many threads.</summary>
    public bool IsLimiter => Kind is PoolKind.AnyioLimiter or PoolKind.TrioLimiter;

    /// <summary>Whether its tokens are handed out by a loop of which no look says anything, so that no loop that was seen may be taken for it.</summary>
    public bool IsOfUnseenLoop => Kind is PoolKind.TrioLimiter && Loop == 0;

    /// <summary>Whether all of a process shares it: it grows by itself, and its items have no identity.</summary>
    public bool IsShared => Kind is PoolKind.DotNetThreadPool;

    /// <summary>Whether it runs one item at a time, by design.</summary>
    public bool IsSingle => !IsLimiter && Latest.Limit == 1;

    /// <summary>The looks that saw it, oldest first; at least one.</summary>
    public IReadOnlyList<PoolLook> Looks => looks;

    public PoolLook Latest => looks[^1];

    /// <summary>Waits that are over, in the order in which they ended.</summary>
    public IReadOnlyList<ItemWait> Waited => queue.Waited;

    /// <summary>Items that wait at the last look, oldest first.</summary>
    public IEnumerable<ItemWait> Waiting => queue.Waiting;

    /// <summary>Runs that are over.</summary>
    public IReadOnlyList<ItemRun> Finished => workers.Finished;

    /// <summary>What runs at the last look.</summary>
    public IReadOnlyCollection<ItemRun> Running => workers.Running;

    /// <summary>Items that were started so soon that no look saw them waiting.</summary>
    public int AtOnce => workers.AtOnce;

    /// <summary>Items that were seen to arrive, whether they had to wait or not.</summary>
    public int Arrived => Latest.Arrived;

    /// <summary>Items that ended since the first look, as the runtime counts them, else as far as they were seen.</summary>
    public int Ended => Since(looks[0].Completed, Latest.Completed) ?? workers.Finished.Count;

    /// <summary>Queue times of what began since the first look, as the runtime adds them up; null where it does not. Those of probes for a pool that is shared.</summary>
    public TotalTime? QueueTime => Latest.QueueTime - looks[0].QueueTime;

    /// <summary>Run times of what ended since the first look, as the runtime adds them up; null where it does not.</summary>
    public TotalTime? RunTime => Latest.RunTime - looks[0].RunTime;

    /// <summary>Whether the items could be followed by identity in nearly all looks.</summary>
    public bool IsFollowed => unfollowed * 20 <= looks.Count;

    /// <summary>Time from the first look to the last.</summary>
    public TimeSpan Span => looks[^1].At - looks[0].At;

    /// <summary>Mean time between two looks.</summary>
    public TimeSpan Interval => looks.Count < 2 ? TimeSpan.Zero : Span / (looks.Count - 1);

    /// <summary>Mean number of waiting items, by time.</summary>
    public double MeanQueued => Span > TimeSpan.Zero ? queuedSeconds / Span.TotalSeconds : looks[^1].Queued;

    /// <summary>Mean number of busy workers, by time.</summary>
    public double MeanBusy => Span > TimeSpan.Zero ? busySeconds / Span.TotalSeconds : looks[^1].Busy;

    /// <summary>Mean number of its workers that held the interpreter's lock, by time: at most one.</summary>
    public double MeanHoldingGil => Span > TimeSpan.Zero ? gilSeconds / Span.TotalSeconds : 0;

    /// <summary>The history of one pool; null when no look saw it.</summary>
    public static PoolHistory? Of(Timeline timeline, ulong pool) => new PoolHistories().Of(timeline).FirstOrDefault(history => history.Id == pool);

    internal static PoolHistory Begin(in Pool pool) => new(pool);

    /// <summary>Whether what waits and what then runs is one object: at a limiter a task waits, and a call runs.</summary>
    internal static bool IsItemKept(PoolKind kind) => kind is not (PoolKind.AnyioLimiter or PoolKind.TrioLimiter or PoolKind.QueuePool);

    /// <summary>Whether what a worker runs has an identity: that of the pool which all share does not tell one item from the next.</summary>
    internal static bool AreItemsKnown(PoolKind kind) => kind is not PoolKind.DotNetThreadPool;

    /// <summary>Takes the next look.</summary>
    internal void See(int index, Snapshot look, in Pool pool)
    {
        Name = pool.Name;
        IsDefault = pool.DefaultOfLoop != 0;
        Loop = pool.Loop;
        int busy = 0, awaiting = 0, holding = 0;
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
        {
            busy += worker.IsBusy ? 1 : 0;
            awaiting += worker.AwaitsResult != 0 ? 1 : 0;
            holding += worker.IsBusy && worker.Thread >= 0 && worker.Thread < look.Threads.Count && look.Threads[worker.Thread].HoldsGil ? 1 : 0;
        }

        Follow(look, pool);

        // the threads of a shared pool are listed only where the kernel is asked
        var count = IsShared && pool.Workers.Count == 0 && looks.Count > 0 ? looks[^1].Workers : pool.Workers.Count;
        busy = pool.Busy ?? busy;
        var seen = new PoolLook(index, look.At, Math.Max(count, IsShared ? busy : 0), busy, pool.Queued, pool.Limit, awaiting)
        {
            Borrowed = IsLimiter ? pool.Borrowed : null,
            Arrived = ArrivedBy(pool, busy),
            MinWorkers = pool.MinWorkers,
            Submitted = pool.Submitted,
            Completed = pool.Completed,
            OldestWait = pool.OldestWait,
            QueueTime = pool.QueueTime,
            RunTime = pool.RunTime,
            IsShared = IsShared,
        };
        if (looks.Count > 0)
        {
            var before = looks[^1];
            var seconds = (seen.At - before.At).TotalSeconds;
            queuedSeconds += (before.Queued + seen.Queued) * seconds / 2;
            busySeconds += (before.Busy + seen.Busy) * seconds / 2;
            gilSeconds += (holders + holding) * seconds / 2;
        }

        holders = holding;
        looks.Add(seen);
    }

    private void Follow(Snapshot look, in Pool pool)
    {
        queue.See(look.At, pool.Queued, look.Queue.Of(pool.Queue));
        unfollowed += queue.IsFollowed ? 0 : 1;
        if (AreItemsKnown(Kind))
            workers.See(look, pool, queue.IsFollowed ? queue.Gone : null);
        foreach (var item in workers.Begun)
            queue.Settle(item, workers.BegunSince);
    }

    /// <summary>Items that arrived since the first look: as counted; else what ended and what there is more of; else as far as they were seen.</summary>
    private int ArrivedBy(in Pool pool, int busy)
    {
        if (looks.Count > 0 && Since(looks[0].Submitted, pool.Submitted) is { } counted)
            return counted;
        if (looks.Count > 0 && IsShared && Since(looks[0].Completed, pool.Completed) is { } ended)
            return Math.Max(0, ended + pool.Queued - looks[0].Queued + busy - looks[0].Busy);
        return (int)queue.Arrived + workers.AtOnce;
    }

    private static int? Since(long? first, long? last) => last - first is { } more ? (int)Math.Clamp(more, 0, int.MaxValue) : null;
}
