using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What one busy worker does at the last look, with what the kernel said of it lately.</summary>
/// <param name="At">The frame to blame; what the item calls when no frame of it was read; null when neither is known.</param>
/// <param name="Blame">Null when only the item's function is known.</param>
internal sealed record WorkerScene(
    ulong Thread, string? ThreadName, Frame? At, Blame? Blame, Stack Stack, Calls.Called Called, string Cause, KernelTally Kernel, ulong AwaitsResult, Held? Held)
{
    /// <summary>It waits for a task of .NET, whichever that is.</summary>
    public bool AwaitsTask { get; init; }

    /// <summary>The kernel's id of its thread; 0 when unknown.</summary>
    public int NativeThread { get; init; }

    /// <summary>The thing it waits for, if others may wait for the same one; null when it waits for nothing shared that is known.</summary>
    public WaitKey? Waits { get; init; }

    /// <summary>The address of the socket's other end, where it waits for one and the kernel told.</summary>
    public string? Peer { get; init; }

    /// <summary>Who waits for what it runs, as far as that was read.</summary>
    public Caller? Caller { get; init; }

    // Enough looks at the kernel to outvote a worker that is between two waits.
    private const int KernelLooks = 10;

    /// <summary>The busy workers of a pool at the last look that saw it; of a pool that all share at the one that read the most of its stacks, for that is dear.</summary>
    /// <param name="to">The last look to ask of such a pool, in its history; the last of all when it is not given.</param>
    public static List<WorkerScene> Of(Timeline timeline, PoolHistory history, SystemCalls calls, int? to = null)
    {
        var scenes = new List<WorkerScene>();
        var at = IsToldByStacks(history) ? SharedPool.LookWithMostStacks(history, to ?? history.Looks.Count - 1) : history.Latest.Index;
        var look = timeline[at];
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Id != history.Id)
                continue;
            var tallies = Tallies(timeline, at, calls);
            foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
            {
                if (worker.Thread >= 0 && worker.Thread < look.Threads.Count && (worker.IsBusy || (PoolHistory.IsOfDotNet(history.Kind) && ShowsWork(look.Threads[worker.Thread]))))
                    scenes.Add(Of(look.Threads[worker.Thread], worker, tallies, history, calls));
            }
        }

        return scenes;
    }

    /// <summary>Whether what its workers do is told by stacks that the last look need not have read: so it is of a shared pool, and of an executor that another process looks at.</summary>
    private static bool IsToldByStacks(PoolHistory history) => history.IsShared || (PoolHistory.IsOfDotNet(history.Kind) && history.Latest.Threads.Working == 0);

    private static bool ShowsWork(in TargetThread thread) => Blame.Of(thread.Stack) is { } blame && StackWork.Works(thread.Stack, blame);

    private static WorkerScene Of(
        in TargetThread thread, in Worker worker, Dictionary<ulong, KernelTally> tallies, PoolHistory history, SystemCalls calls)
    {
        var kernel = tallies.GetValueOrDefault(thread.Id) ?? new KernelTally(calls);
        var blame = Blame.Of(thread.Stack);
        var called = blame is not null ? Calls.Of(blame, kernel) : worker.Item.Function is { } itself ? Calls.OfFunction(itself) : default;
        Frame? at = blame?.Frame ?? (worker.Item.Function is { } function ? new Frame(function, function.FirstLine) : null);
        Held? held = null;
        foreach (var run in history.Running)
        {
            if (run.Thread == thread.Id)
                held = run.Held;
        }

        var cause = Calls.CauseOf(blame, kernel, called, at?.Function);
        var runs = blame is { IsOfDotNet: true } ? cause == Diagnosis.Cause.Cpu : kernel.IsOnCpu;
        return new(thread.Id, thread.Name, at, blame, thread.Stack, called, cause, kernel, worker.AwaitsResult, held)
        {
            AwaitsTask = called.Known?.Waits == WaitKind.Result || (thread.Wait.Kind == WaitKind.Result && history.Kind is PoolKind.InstrumentedExecutor or PoolKind.DotNetThreadPool),
            Waits = WaitKey.Of(thread, runs ? null : kernel.Wait?.Call.Kind),
            NativeThread = thread.NativeId,
            Peer = thread.Kernel.Peer,
            Caller = worker.Item.Caller,
        };
    }

    private static Dictionary<ulong, KernelTally> Tallies(Timeline timeline, int last, SystemCalls calls)
    {
        var first = last;
        for (var found = 0; first > 0 && found < KernelLooks; first--)
            found += timeline[first].Depth >= LookDepth.Kernel ? 1 : 0;
        var tallies = new Dictionary<ulong, KernelTally>();
        for (var i = first; i <= last; i++)
        {
            foreach (ref readonly var thread in timeline[i].Threads.Span)
            {
                if (!thread.Kernel.IsKnown)
                    continue;
                if (!tallies.TryGetValue(thread.Id, out var tally))
                    tallies[thread.Id] = tally = new KernelTally(calls);
                tally.Add(timeline[i].At, thread.Kernel);
            }
        }

        return tallies;
    }
}
