using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds the look that tells most of the threads of a pool whose items have no identity.</summary>
internal static class SharedPool
{
    // Stacks are taken once a second at most; a few times of that are of one and the same trouble.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Index in the timeline of the look of the last seconds that read the most stacks with work, the latest of these: the stack of a thread that runs now
    /// and then is known only while it is sampled. Without any the last look that listed the threads.
    /// </summary>
    /// <param name="to">The last look to ask, in the history of the pool.</param>
    public static int LookWithMostStacks(PoolHistory history, int to)
    {
        int listed = -1, best = -1, most = -1;
        for (var i = to; i >= 0; i--)
        {
            var look = history.Looks[i];
            if (best >= 0 && history.Looks[to].At - look.At > Lately)
                break;
            listed = listed < 0 && look.Threads.Listed > 0 ? i : listed;
            if (look.Threads.Working + look.Threads.Idle > 0 && look.Threads.Working > most)
                (best, most) = (i, look.Threads.Working);
        }

        return history.Looks[best >= 0 ? best : listed >= 0 ? listed : to].Index;
    }

    public static TargetThread? ThreadOf(Snapshot look, in Worker worker) =>
        worker.Thread >= 0 && worker.Thread < look.Threads.Count ? look.Threads[worker.Thread] : null;
}
