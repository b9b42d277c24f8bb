namespace Unjam.Python.Kernel;

/// <summary>What the kernel says of whether a thread ran: it slept through two instants when it sleeps at both and was given no time slice between.</summary>
internal readonly record struct SleepWitness(bool IsSleeping, long Timeslices)
{
    public bool ProvesSleepUntil(in SleepWitness later) => IsSleeping && later.IsSleeping && Timeslices == later.Timeslices;
}
