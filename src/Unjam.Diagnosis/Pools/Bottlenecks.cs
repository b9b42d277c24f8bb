namespace Unjam.Diagnosis;

/// <summary>Finds what limits a pool, from what its busy workers do.</summary>
internal static class Bottlenecks
{
    /// <summary>What limits most of the busy workers: half of them, or more.</summary>
    public static Bottleneck Of(IReadOnlyCollection<WorkerScene> busy)
    {
        if (busy.Count == 0)
            return Bottleneck.Workers;
        if (IsMost(busy.Count(scene => scene.AwaitsResult != 0 || scene.AwaitsTask)))
            return Bottleneck.Results;
        if (IsMost(busy.Count(scene => scene.Kernel.IsOnCpu || scene.Kernel.GilShare >= 0.5)))
            return Bottleneck.Computing;
        if (WaitSite.Of(busy) is not null)
            return Bottleneck.SharedWait;
        return IsMost(busy.Count(WaitNames.IsForClient)) ? Bottleneck.Clients : Bottleneck.Workers;

        bool IsMost(int count) => count * 2 >= busy.Count;
    }
}
