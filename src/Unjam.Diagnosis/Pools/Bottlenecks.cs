namespace Unjam.Diagnosis;

/// <summary>Finds what limits a pool, from what its busy workers do.</summary>
internal static class Bottlenecks
{
    /// <summary>What limits most of the busy workers: half of them, or more.</summary>
    public static Bottleneck Of(IReadOnlyCollection<WorkerScene> busy)
    {
        if (busy.Count == 0)
            return Bottleneck.Workers;
        if (IsMost(busy.Count(scene => scene.AwaitsResult != 0)))
            return Bottleneck.Results;
        if (IsMost(busy.Count(scene => scene.Kernel.IsOnCpu || scene.Kernel.GilShare >= 0.5)))
            return Bottleneck.Computing;
        return IsMost(SharedWaiters(busy)) ? Bottleneck.SharedWait : Bottleneck.Workers;

        bool IsMost(int count) => count * 2 >= busy.Count;
    }

    /// <summary>
    /// The largest number of workers that wait for a lock at the same line. Not by the lock's address: since CPython 3.13 each
    /// waiter sleeps on an address of its own.
    /// </summary>
    private static int SharedWaiters(IEnumerable<WorkerScene> busy) =>
        busy.Where(scene => scene is { Cause: Cause.Lock, At: not null })
            .GroupBy(scene => scene.At!.Value)
            .Select(group => group.Count())
            .Where(count => count > 1)
            .DefaultIfEmpty(0)
            .Max();
}
