using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What a timeline saw of one pool: its numbers over time, and its items followed by identity.</summary>
public sealed class PoolHistory
{
    private readonly List<PoolLook> looks = [];
    private readonly ItemTracks items;
    private int counted = -1;
    private double queuedSeconds;
    private double busySeconds;
    private double gilSeconds;
    private int holders;
    private int unfollowed;

    private PoolHistory(in Pool pool) => (Id, Name, Kind, items) = (pool.Id, pool.Name, pool.Kind, new ItemTracks(pool.Kind));

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
    public IReadOnlyList<ItemWait> Waited => items.Queue.Waited;

    /// <summary>Items that wait at the last look, oldest first.</summary>
    public IEnumerable<ItemWait> Waiting => items.Queue.Waiting;

    /// <summary>Runs that are over.</summary>
    public IReadOnlyList<ItemRun> Finished => items.Workers.Finished;

    /// <summary>What runs at the last look.</summary>
    public IReadOnlyCollection<ItemRun> Running => items.Workers.Running;

    /// <summary>Items that were started so soon that no look saw them waiting.</summary>
    public int AtOnce => items.Workers.AtOnce;

    /// <summary>Items that were seen to arrive, whether they had to wait or not.</summary>
    public int Arrived => Latest.Arrived;

    /// <summary>The look that rates are counted from: the first one; where the runtime's counters were heard of only later, the first that knew them.</summary>
    public PoolLook Basis => looks[Math.Max(0, counted)];

    /// <summary>Time from that look to the last.</summary>
    public TimeSpan Counted => looks[^1].At - Basis.At;

    /// <summary>Items that ended since then, as the runtime counts them, else as far as they were seen.</summary>
    public int Ended => Since(Basis.Completed, Latest.Completed) ?? items.Workers.Finished.Count;

    /// <summary>Queue times of what began since the first look, as the runtime adds them up; null where it does not. Of a pool that is shared those of probes, or of what was listened to.</summary>
    public TotalTime? QueueTime => Latest.QueueTime - (looks[0].QueueTime ?? default(TotalTime));

    /// <summary>Run times of what ended since the first look, as the runtime adds them up; null where it does not.</summary>
    public TotalTime? RunTime => Latest.RunTime - looks[0].RunTime;

    /// <summary>Whether the items could be followed by identity in nearly all looks.</summary>
    public bool IsFollowed => unfollowed * 20 <= looks.Count;

    /// <summary>Time from the first look to the last.</summary>
    public TimeSpan Span => looks[^1].At - looks[0].At;

    /// <summary>Mean time between two looks.</summary>
    public TimeSpan Interval => looks.Count < 2 ? TimeSpan.Zero : Span / (looks.Count - 1);

    /// <summary>Mean number of waiting items, by time, for as long as they were counted.</summary>
    public double MeanQueued => Counted > TimeSpan.Zero ? queuedSeconds / Counted.TotalSeconds : looks[^1].Queued;

    /// <summary>Mean number of busy workers, by time, for as long as they were counted.</summary>
    public double MeanBusy => Counted > TimeSpan.Zero ? busySeconds / Counted.TotalSeconds : looks[^1].Busy;

    /// <summary>Mean number of its workers that held the interpreter's lock, by time: at most one.</summary>
    public double MeanHoldingGil => Span > TimeSpan.Zero ? gilSeconds / Span.TotalSeconds : 0;

    /// <summary>The history of one pool; null when no look saw it.</summary>
    public static PoolHistory? Of(Timeline timeline, ulong pool) => new PoolHistories().Of(timeline).FirstOrDefault(history => history.Id == pool);

    internal static PoolHistory Begin(in Pool pool) => new(pool);

    /// <summary>Whether what its threads do can be told by their stacks alone, as their items have no identity where another process looks at them.</summary>
    internal static bool IsOfDotNet(PoolKind kind) => kind is PoolKind.DotNetThreadPool or PoolKind.InstrumentedExecutor;

    /// <summary>Takes the next look.</summary>
    internal void See(int index, Snapshot look, in Pool pool, StackWork stacks)
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

        items.See(look, pool);
        unfollowed += items.Queue.IsFollowed ? 0 : 1;
        var known = looks.Count > 0 ? looks[^1] : default;
        var threads = IsOfDotNet(Kind) ? WorkersSeen.Of(look, pool, stacks) : default;
        busy = IsShared ? threads.Busy(pool.Busy, pool.Queued, known.Busy) : pool.Busy ?? busy;

        // the threads of a shared pool are not listed in every look, those of an executor that is seen from outside perhaps never
        var count = IsShared && pool.Workers.Count == 0 ? known.Workers : pool.Workers.Count;
        var seen = new PoolLook(index, look.At, Math.Max(count, pool.Busy is null && !IsShared ? 0 : busy), busy, pool.Queued, pool.Limit, Math.Max(awaiting, threads.Awaiting))
        {
            Borrowed = IsLimiter ? pool.Borrowed : null,
            Arrived = ArrivedBy(pool, busy),
            MinWorkers = pool.MinWorkers,
            Submitted = pool.Submitted ?? known.Submitted,
            Completed = pool.Completed ?? known.Completed,
            OldestWait = pool.OldestWait,
            QueueTime = pool.QueueTime ?? known.QueueTime,
            RunTime = pool.RunTime ?? known.RunTime,
            IsShared = IsShared,
            Adjustment = pool.Adjustment ?? known.Adjustment,
            Threads = threads,
        };
        if (counted < 0 && pool.Completed is not null)
        {
            counted = looks.Count;
            queuedSeconds = busySeconds = 0;
        }
        else if (looks.Count > 0)
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

    /// <summary>Items that arrived since the first look: as counted; else what ended and what there is more of; else as far as they were seen.</summary>
    private int ArrivedBy(in Pool pool, int busy)
    {
        if (looks.Count > 0 && Since(Basis.Submitted, pool.Submitted ?? Latest.Submitted) is { } submitted)
            return submitted;
        if (looks.Count > 0 && IsShared && Since(Basis.Completed, pool.Completed ?? Latest.Completed) is { } ended)
            return Math.Max(0, ended + pool.Queued - Basis.Queued + busy - Basis.Busy);
        return (int)items.Queue.Arrived + items.Workers.AtOnce;
    }

    private static int? Since(long? first, long? last) => last - first is { } more ? (int)Math.Clamp(more, 0, int.MaxValue) : null;
}
