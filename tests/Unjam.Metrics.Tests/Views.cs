using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Metrics.Tests;

/// <summary>Views made by hand.</summary>
internal static class Views
{
    public static DateTimeOffset At { get; } = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private static readonly ImmutableArray<double> Bounds = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];

    public static FleetView Of(params TargetView[] targets) =>
        new(At, [.. targets], new OwnNumbers(TimeSpan.FromSeconds(2.5), 0.01, 40_000_000, false), []);

    /// <summary>A process of ordinary shape: one loop whose stalls have two causes, one pool, one finding.</summary>
    public static TargetView Ordinary(string name = "shop", int pid = 12) => new()
    {
        Key = new TargetKey(pid, 1),
        Name = name,
        State = WatchState.Watching,
        Target = new Target(pid, "cpython", "3.11.2", "CPython 3.11.2", "/usr/bin/python3 /srv/secret/shop.py --password hunter2"),
        Report = Judged(new Finding(FindingIds.LoopBlocked, Severity.Critical, "A loop is blocked by fetch", "MainThread")),
        Rate = 2,
        Loops = [Loop()],
        Pools = [Pool()],
        Process = new ProcessNumbers(TimeSpan.FromSeconds(33.25), 52_428_800, 14, TimeSpan.FromSeconds(0.5), 4_000, 120),
        Looks = new LookCounts(90, 3, 1),
        LookDuration = Counted((0.0002, 90), (0.003, 4)),
        GilWaitRatio = 0.125,
    };

    /// <summary>A .NET process whose shared pool is starved.</summary>
    public static TargetView DotNet(string name = "orders", int pid = 14) => Ordinary(name, pid) with
    {
        Target = new Target(pid, "dotnet", "10.0.1", ".NET 10.0.1", "dotnet Orders.dll"),
        Report = Judged(new Finding(FindingIds.PoolStarved, Severity.Critical, "The .NET thread pool is starved", ".NET thread pool")),
        Loops = [],
        Pools = [new PoolView(7, ".NET thread pool", PoolKind.DotNetThreadPool) { Workers = 5, Busy = 5, Queued = 85, OldestWait = TimeSpan.FromSeconds(3), Completed = 4_321, QueueTime = Counted((0.02, 10)) }],
    };

    public static LoopView Loop(string name = "MainThread") => new(1, name, LoopKind.Asyncio)
    {
        Blocked = TimeSpan.FromSeconds(12.5),
        Lag = Counted((0.00005, 80), (0.2, 5), (12.5, 2)) with { Exemplars = Exemplars((0.2, "fetch db.py:41"), (12.5, "fetch db.py:41")) },
        BusyRatio = 0.75,
        Ready = 3,
        Tasks = 41,
        Stalls =
        [
            new StallCount("sleep", "fetch db.py:41", 2, TimeSpan.FromSeconds(14)),
            new StallCount("socket", "load api.py:7", 1, TimeSpan.FromSeconds(0.25)),
            new StallCount("socket", null, 3, TimeSpan.FromSeconds(1)),
        ],
    };

    public static PoolView Pool(string name = "default executor") => new(2, name, PoolKind.ThreadPoolExecutor)
    {
        Limit = 8,
        Workers = 8,
        Busy = 8,
        Queued = 120,
        OldestWait = TimeSpan.FromSeconds(40),
        Submitted = 1_000,
        Completed = 872,
        RunTime = Counted((0.3, 800), (4, 72)),
        QueueTime = Counted((0.02, 100), (45, 780)),
    };

    /// <summary>A histogram with so many observations of each value.</summary>
    public static HistogramView Counted(params (double Value, long Times)[] observed)
    {
        var counts = new long[Bounds.Length + 1];
        foreach (var (value, times) in observed)
            counts[Bucket(value)] += times;
        return new HistogramView(Bounds, [.. counts], observed.Sum(each => each.Value * each.Times));
    }

    public static Report Judged(params Finding[] findings) => new(
        new Target(12, "cpython", "3.11.2", "", ""), findings.Length > 0 ? Outcome.Findings : Outcome.Healthy, [.. findings], [], [], [],
        new Quality(94, 90, 3, 1, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(47), []));

    private static int Bucket(double value) => Bounds.Count(bound => bound < value);

    private static ImmutableArray<Exemplar?> Exemplars(params (double Value, string Culprit)[] observed)
    {
        var exemplars = new Exemplar?[Bounds.Length + 1];
        foreach (var (value, culprit) in observed)
            exemplars[Bucket(value)] = new Exemplar(value, At, culprit);
        return [.. exemplars];
    }
}
