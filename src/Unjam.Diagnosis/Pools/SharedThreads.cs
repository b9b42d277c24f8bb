using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What the threads of the shared pool did over some looks.</summary>
/// <param name="Looks">Looks that told what they did: by the kernel, or by their stacks.</param>
/// <param name="Busy">Threads with work, on average over these looks.</param>
/// <param name="Blocked">Of these, threads that waited for something.</param>
/// <param name="IsAsleep">Fewer had work than the pool runs at least, and nothing ended: work waits and nobody was woken for it.</param>
/// <param name="Injected">Threads that were added per second; null when that was not seen.</param>
/// <param name="Throttled">Share of the time in which the cgroup kept the process from its CPUs; null when unknown.</param>
internal readonly record struct SharedThreads(int Looks, double Busy, double Blocked, bool IsAsleep, double? Injected, double? Throttled)
{
    // A fifth of the time taken away doubles the waits of a loaded service.
    private const double MuchThrottled = 0.2;

    // Then no CPU is kept busy by the process as a whole.
    private const double HardlyAny = 0.5;

    // Where the kernel was asked so often, its word counts: not every wait is one that the tables know.
    private const int EnoughByKernel = 2;

    /// <summary>
    /// How many threads of the whole process ran, or were ready to, on average over the looks that asked the kernel; null where none did, or where
    /// it is known which are the pool's: threads of a program that was compiled ahead of time do not tell.
    /// </summary>
    public double? Running { get; private init; }

    /// <summary>Half of the threads with work, or more, wait: CPU time is not what is short.</summary>
    public bool AreBlocked => Running is { } running ? running < HardlyAny : Looks > 0 && Busy > 0 && Blocked * 2 >= Busy;

    public bool AreThrottled => Throttled >= MuchThrottled;

    /// <param name="first">The first look, in the history of the pool.</param>
    /// <param name="last">The last one.</param>
    public static SharedThreads Of(Timeline timeline, PoolHistory history, int first, int last)
    {
        int waits = 0, asleep = 0, asked = 0, running = 0;
        (int Looks, double Busy, double Blocked) byKernel = default, byStacks = default;
        for (var i = first; i <= last; i++)
        {
            var seen = history.Looks[i];
            if (seen.Queued > 0)
            {
                waits++;
                asleep += (seen.MinWorkers is { } min ? seen.Busy < min : seen.Busy * 2 < seen.Workers) ? 1 : 0;
            }

            if (seen.Threads.Listed == 0 && RunningIn(timeline[seen.Index]) is { } ready)
            {
                asked++;
                running += ready;
            }

            if (seen.Threads.Blocked(seen.Busy) is not { } blocked)
                continue;
            ref var tally = ref seen.Threads.IsByKernel ? ref byKernel : ref byStacks;
            tally = (tally.Looks + 1, tally.Busy + seen.Busy, tally.Blocked + blocked);
        }

        (int Looks, double Busy, double Blocked) told = byKernel.Looks >= EnoughByKernel ? byKernel : (byKernel.Looks + byStacks.Looks, byKernel.Busy + byStacks.Busy, byKernel.Blocked + byStacks.Blocked);
        var (from, to) = (history.Looks[first], history.Looks[last]);
        var span = to.At - from.At;
        var nobodyEnded = from.Completed is not { } before || before == to.Completed;
        return new(
            told.Looks > 0 ? told.Looks : asked, told.Busy / Math.Max(1, told.Looks), told.Blocked / Math.Max(1, told.Looks), told.Looks > 0 && waits > 0 && asleep * 10 >= waits * 9 && nobodyEnded,
            span > TimeSpan.Zero ? (to.Workers - from.Workers) / span.TotalSeconds : null,
            span > TimeSpan.Zero && timeline[to.Index].Throttled - timeline[from.Index].Throttled is { } time ? time / span : null)
        {
            Running = told.Looks == 0 && asked > 0 ? (double)running / asked : null,
        };
    }

    /// <summary>How many threads of the process run, or are ready to; null where the kernel was asked about none.</summary>
    private static int? RunningIn(Snapshot look)
    {
        int asked = 0, running = 0;
        foreach (ref readonly var thread in look.Threads.Span)
        {
            asked += thread.Kernel.IsKnown ? 1 : 0;
            running += thread.Kernel.State == 'R' ? 1 : 0;
        }

        return asked > 0 ? running : null;
    }
}
