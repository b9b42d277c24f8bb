namespace Unjam.Executors;

/// <summary>What the kernel says of all threads of the shared pool together.</summary>
/// <param name="Threads">How many were found.</param>
/// <param name="Sleeping">Of these, how many waited in the kernel: for work, or within work.</param>
/// <param name="RunDelay">How long all of them together have waited for a CPU so far.</param>
internal readonly record struct WorkerTally(int Threads, int Sleeping, TimeSpan RunDelay)
{
    /// <summary>How many of the threads with work waited in the kernel, given how many had work.</summary>
    public int Blocked(int busy) => Math.Clamp(Sleeping - Math.Max(0, Threads - busy), 0, busy);
}
