using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>A thread pool whose every moment is known: first come, first served, by a fixed number of workers.</summary>
internal sealed class SimulatedPool(ulong id = 1, string name = "report-pool", int workers = 4)
{
    private readonly List<Job> items = [];
    private readonly Moment[] free = new Moment[workers];
    private readonly SortedDictionary<Moment, Stack<ulong>> freed = [];
    private ulong next = 5000;
    private bool readsResults;

    internal sealed record Job(ulong Id, Moment Arrived, Moment Started, Moment Ended, int Worker)
    {
        public TimeSpan Wait => Started - Arrived;
    }

    public IReadOnlyList<Job> Items => items;

    /// <summary>What every busy worker shows.</summary>
    public Stack Stack { get; init; } = Code.OnWorker(Code.User("blocking_io_task", 9));

    public KernelState Kernel { get; init; } = Kernels.Sleeping;

    /// <summary>How many items a look lists.</summary>
    public int Listed { get; init; } = 4096;

    /// <summary>Whether the newest item is served first: what a look sees then is the odd order of the list.</summary>
    public bool IsShuffled { get; init; }

    public int? Limit { get; init; } = workers;

    /// <summary>Whether addresses of items that are done are used again at once.</summary>
    public bool ReusesIds { get; init; } = true;

    public bool HasResults { get; init; }

    /// <summary>Whether the futures of items are read only where the kernel is asked too.</summary>
    public bool HasResultsAtTimes { get; init; }

    /// <summary>The future that every busy worker waits for; 0 for none.</summary>
    public ulong AwaitsResult { get; init; }

    /// <summary>The loop whose default executor it is; 0 for none.</summary>
    public ulong DefaultOfLoop { get; init; }

    /// <summary>What an item calls, as far as a look can tell.</summary>
    public Func<Job, Function?> Calls { get; init; } = _ => null;

    /// <summary>Who waits for an item at a moment.</summary>
    public Func<Job, Moment, Caller?> CallerOf { get; init; } = (_, _) => null;

    public PoolKind Kind { get; init; } = PoolKind.ThreadPoolExecutor;

    /// <summary>Whether it keeps moments and sums, as an executor of Unjam does.</summary>
    public bool TellsMoments { get; init; }

    /// <summary>Whether looks read frames and ask the kernel.</summary>
    public bool IsSeen { get; init; } = true;

    /// <summary>What every busy worker of some number waits for; nothing by default.</summary>
    public Func<int, Wait> Waits { get; init; } = _ => default;

    /// <summary>What a worker of some number shows besides <see cref="Stack"/>; null for that.</summary>
    public Func<int, Stack?> StackOf { get; init; } = _ => null;

    /// <summary>What the kernel says of a busy worker of some number; null for <see cref="Kernel"/>.</summary>
    public Func<int, Moment, KernelState?> KernelOf { get; init; } = (_, _) => null;

    /// <summary>Whether one of its busy workers holds the interpreter's lock at every moment.</summary>
    public bool HoldsGil { get; init; }

    /// <summary>Tokens that are taken by nobody's work: their holders are idle.</summary>
    public int HeldIdle { get; init; }

    /// <summary>The loop that hands out its tokens.</summary>
    public ulong Loop { get; init; }

    /// <summary>Adds an item that arrives then and runs for so long. Arrivals come in order.</summary>
    public SimulatedPool Item(double at, double seconds)
    {
        var arrived = Film.Second(100 + at);
        var worker = Array.IndexOf(free, free.Min());
        var started = free[worker] > arrived ? free[worker] : arrived;
        var ended = started + TimeSpan.FromSeconds(seconds);
        free[worker] = ended;
        var item = new Job(Take(arrived), arrived, started, ended, worker);
        items.Add(item);
        if (!freed.TryGetValue(ended, out var list))
            freed[ended] = list = new Stack<ulong>();
        list.Push(item.Id);
        return this;
    }

    public SimulatedPool Burst(double at, int count, double seconds)
    {
        for (var i = 0; i < count; i++)
            Item(at, seconds);
        return this;
    }

    public void Play(Snapshot look)
    {
        var at = look.At;
        var firstWorker = look.Workers.Count;
        var firstItem = look.Queue.Count;
        int queued = 0, busy = 0;
        readsResults = HasResults || (HasResultsAtTimes && look.Depth >= LookDepth.Kernel);
        for (var i = 0; i < workers; i++)
        {
            var item = items.Find(candidate => candidate.Worker == i && candidate.Started <= at && at < candidate.Ended);
            var kernel = IsSeen && look.Depth >= LookDepth.Kernel ? item is null ? Kernels.In(202, 0x5000) : KernelOf(i, at) ?? Kernel : default;
            var holds = HoldsGil && item is not null && busy == 0;
            busy += item is null ? 0 : 1;
            look.Threads.Add(new TargetThread(
                (id * 1000) + (ulong)i, (int)(id * 1000) + i, $"{name}_{i}", !IsSeen ? Unjam.Model.Stack.Empty : item is null ? Code.OnWorker() : StackOf(i) ?? Stack, IsSeen ? StackQuality.Complete : StackQuality.Unread, holds, kernel)
            {
                Wait = item is null ? default : Waits(i),
            });
            look.Workers.Add(new Worker(look.Threads.Count - 1, item is null ? default : WorkItem(item, at), item is null ? 0 : AwaitsResult));
        }

        var waiting = items.Where(item => item.Arrived <= at && at < item.Started).ToList();
        if (IsShuffled)
            waiting = [.. waiting.OrderBy(item => item.Id * 2654435761 % 1009)];
        foreach (var item in waiting)
        {
            if (queued++ < Listed)
                look.Queue.Add(WorkItem(item, at));
        }

        var begun = items.Where(item => item.Started <= at).ToList();
        var ended = items.Where(item => item.Ended <= at).ToList();
        look.Pools.Add(new Pool
        {
            Submitted = TellsMoments ? items.Count(item => item.Arrived <= at) : null,
            Completed = TellsMoments ? ended.Count : null,
            QueueTime = TellsMoments ? new TotalTime(begun.Count, Sum(begun, item => item.Wait)) : null,
            RunTime = TellsMoments ? new TotalTime(ended.Count, Sum(ended, item => item.Ended - item.Started)) : null,
            OldestWait = !TellsMoments ? null : waiting.Count == 0 ? TimeSpan.Zero : at - waiting.Min(item => item.Arrived),
            Id = id,
            Kind = Kind,
            Borrowed = Kind is PoolKind.AnyioLimiter or PoolKind.TrioLimiter ? busy + HeldIdle : null,
            Loop = Loop,
            Name = name,
            Limit = Limit,
            Workers = new Slice(firstWorker, workers),
            Queued = queued,
            DefaultOfLoop = DefaultOfLoop,
            Queue = new Slice(firstItem, look.Queue.Count - firstItem),
        });
    }

    private WorkItem WorkItem(Job item, Moment at) => new(item.Id, readsResults ? item.Id + 1 : 0, Calls(item))
    {
        Caller = CallerOf(item, at),
        Submitted = TellsMoments ? item.Arrived : null,
        Began = TellsMoments && item.Started <= at ? item.Started : null,
    };

    private static TimeSpan Sum(IEnumerable<Job> jobs, Func<Job, TimeSpan> of) => jobs.Aggregate(TimeSpan.Zero, (sum, job) => sum + of(job));

    private ulong Take(Moment now)
    {
        if (ReusesIds && freed.Count > 0 && freed.First() is var (ended, list) && ended <= now)
        {
            var reused = list.Pop();
            if (list.Count == 0)
                freed.Remove(ended);
            return reused;
        }

        return next += 64;
    }
}
