using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One lock, queue or connection pool that several busy workers of a pool wait for.</summary>
/// <param name="Waiters">Those that wait for it.</param>
/// <param name="Servers">The other busy workers: as long as it is scarce, they are all that can work.</param>
internal sealed record WaitSite(WaitKey Key, ImmutableArray<WorkerScene> Waiters, ImmutableArray<WorkerScene> Servers)
{
    // A look a twentieth of a second, for a second: a lock that is waited for now and then does not fill half of them.
    private const int MostLooks = 20;
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    /// <summary>The frame of the user's that waits.</summary>
    public Frame? At => Waiters[0].At;

    /// <summary>What most of the busy workers wait for: half of them or more, and at least two; null when there is no such thing.</summary>
    public static WaitSite? Of(IReadOnlyCollection<WorkerScene> busy)
    {
        WaitSite? most = null;
        foreach (var scene in busy)
        {
            if (scene.Waits is not { } key || (most is not null && key.IsSameAs(most.Key)))
                continue;
            var waiters = busy.Where(other => other.Waits is { } waits && waits.IsSameAs(key)).ToImmutableArray();
            if (waiters.Length > (most?.Waiters.Length ?? 1))
                most = new(key, waiters, [.. busy.Except(waiters)]);
        }

        return most is { } site && site.Waiters.Length * 2 >= busy.Count ? site : null;
    }

    /// <summary>The mean share of the pool's busy workers that waited for it in the looks of the last second that asked the kernel.</summary>
    public double ShareLately(Timeline timeline, PoolHistory history, SystemCalls calls)
    {
        double sum = 0;
        var seen = 0;
        for (var i = history.Looks.Count - 1; i >= 0 && seen < MostLooks && history.Latest.At - history.Looks[i].At <= Lately; i--)
        {
            var look = timeline[history.Looks[i].Index];
            // only these looks know the system call, without which a wait that has no identity cannot be told
            if (look.Depth < LookDepth.Kernel)
                continue;
            if (ShareIn(look, history.Id, calls) is not { } share)
                continue;
            sum += share;
            seen++;
        }

        return seen == 0 ? 0 : sum / seen;
    }

    private double? ShareIn(Snapshot look, ulong id, SystemCalls calls)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Id != id)
                continue;
            int busy = 0, waiting = 0;
            foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
            {
                if (!worker.IsBusy || worker.Thread < 0 || worker.Thread >= look.Threads.Count)
                    continue;
                busy++;
                var thread = look.Threads[worker.Thread];
                var call = thread.Kernel is { IsKnown: true, WaitsForGil: false, SystemCall: >= 0 } ? calls.Of(thread.Kernel.SystemCall)?.Kind : null;
                waiting += WaitKey.Of(thread, call) is { } key && key.IsSameAs(Key) ? 1 : 0;
            }

            return busy == 0 ? null : (double)waiting / busy;
        }

        return null;
    }
}
