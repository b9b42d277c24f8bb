using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>The shared thread pool of a .NET process: items come, threads are added as slowly as the test says, a probe waits in its queue.</summary>
internal sealed class SimulatedSharedPool
{
    public const string Name = ".NET thread pool";
    public const ulong Id = 7;

    private readonly List<(double Arrived, double Started, double Ended, int Thread)> items = [];
    private readonly List<double> free = [];

    /// <summary>All items, in the order in which they arrived, with the thread that ran each.</summary>
    public IReadOnlyList<(double Arrived, double Started, double Ended, int Thread)> Items => items;

    public int Min { get; init; } = 2;

    /// <summary>Threads that are added for each second that passes.</summary>
    public double Injection { get; init; }

    /// <summary>What thread number i shows while it has work; null when no stack is read.</summary>
    public Func<int, Stack?> Shows { get; init; } = _ => null;

    /// <summary>What the kernel says of thread number i while it has work.</summary>
    public Func<int, double, KernelState> Kernel { get; init; } = (_, _) => Kernels.In(202, 0x7f00);

    /// <summary>What thread number i waits for while it has work.</summary>
    public Func<int, Wait> Waits { get; init; } = _ => default;

    /// <summary>How long the collector has stopped everything so far.</summary>
    public Func<double, TimeSpan>? Paused { get; init; }

    /// <summary>How long the cgroup was throttled so far.</summary>
    public Func<double, TimeSpan>? Throttled { get; init; }

    /// <summary>Nobody is woken: what is queued from this second on stays.</summary>
    public double SleepsFrom { get; init; } = double.MaxValue;

    /// <summary>Adds an item that arrives then, and holds a thread for so long. Arrivals come in order.</summary>
    public SimulatedSharedPool Item(double at, double seconds)
    {
        if (free.Count == 0)
            free.AddRange(Enumerable.Repeat(0.0, Min));
        while (Injection > 0 && free.Count < Min + (int)(Math.Max(at, free.Min()) * Injection))
            free.Add((free.Count - Min + 1) / Injection);
        var thread = free.IndexOf(free.Min());
        var started = Math.Max(free[thread], at);
        if (at >= SleepsFrom)
            started = double.MaxValue / 4;
        else
            free[thread] = started + seconds;
        items.Add((at, started, started + seconds, thread));
        return this;
    }

    public SimulatedSharedPool Burst(double at, int count, double seconds)
    {
        for (var i = 0; i < count; i++)
            Item(at, seconds);
        return this;
    }

    public SimulatedSharedPool Stream(double perSecond, double seconds, double each)
    {
        for (var i = 0; i < perSecond * seconds; i++)
            Item(i / perSecond, each);
        return this;
    }

    /// <summary>How many threads there are.</summary>
    public int ThreadsAt(double now) => Math.Max(items.Count(item => item.Started <= now && now < item.Ended), Min + (int)(now * Injection));

    public void Play(Snapshot look)
    {
        var now = look.At.Seconds - 100;
        look.Paused = Paused?.Invoke(now);
        look.Throttled = Throttled?.Invoke(now);
        var running = items.Count(item => item.Started <= now && now < item.Ended);
        var waiting = items.Where(item => item.Arrived <= now && now < item.Started).ToList();
        var threads = ThreadsAt(now);
        var first = look.Workers.Count;
        for (var i = 0; i < threads && look.Depth >= LookDepth.Kernel; i++)
        {
            var works = i < running;
            var stack = works ? Shows(i) : Shows(i) is null ? null : DotNetCode.Idle;
            look.Workers.Add(new Worker(look.Threads.Count, default, 0));
            look.Threads.Add(new TargetThread(
                (ulong)i + 900, i + 900, ".NET TP Worker", stack ?? Stack.Empty, stack is null ? StackQuality.Unread : StackQuality.Complete, false,
                works ? Kernel(i, now) : Kernels.In(202, 0x5000))
            { Wait = works ? Waits(i) : default });
        }

        var ran = items.Where(item => item.Started <= now).ToList();
        look.Pools.Add(new Pool
        {
            Id = Id,
            Kind = PoolKind.DotNetThreadPool,
            Name = Name,
            Limit = 32_767,
            MinWorkers = Min,
            Busy = running,
            Queued = waiting.Count,
            Completed = items.Count(item => item.Ended <= now),
            OldestWait = waiting.Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(now - waiting.Min(item => item.Arrived)),
            QueueTime = new TotalTime(ran.Count, TimeSpan.FromSeconds(ran.Sum(item => item.Started - item.Arrived))),
            Workers = new Slice(first, look.Workers.Count - first),
        });
    }
}
