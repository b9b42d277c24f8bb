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
    public int Arrived => (int)queue.Arrived + workers.AtOnce;

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

        queue.See(look.At, pool.Queued, look.Queue.Of(pool.Queue));
        unfollowed += queue.IsFollowed ? 0 : 1;
        workers.See(look, pool, queue.IsFollowed ? queue.Gone : null);
        var seen = new PoolLook(index, look.At, pool.Workers.Count, busy, pool.Queued, pool.Limit, awaiting)
        {
            Borrowed = IsLimiter ? pool.Borrowed : null,
            Arrived = Arrived,
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
}
