namespace Unjam.Model;

/// <summary>How much a look sees: each depth includes the ones before it.</summary>
public enum LookDepth
{
    /// <summary>Threads, loops and pools from the target's memory: cheap enough for a thousand looks a second.</summary>
    Memory,

    /// <summary>Also what the kernel says of the threads of loops and pools.</summary>
    Kernel,

    /// <summary>Also all threads' kernel state, all tasks with their await chains, and what each queued item calls.</summary>
    Everything,
}
