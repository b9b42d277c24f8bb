using Unjam.Memory;

namespace Unjam.DotNet.Kernel;

/// <summary>What the kernel says of threads, for the looks and for the bursts of stacks, which come from two threads.</summary>
internal sealed class ThreadWitnesses(ProcessDirectory directory) : IDisposable
{
    private readonly ThreadSights sights = new(directory);
    private readonly ThreadNumbers numbers = new(directory);
    private readonly Lock gate = new();

    /// <summary>Our number of a thread that the process knows by <paramref name="inner"/>; 0 when it has no such thread.</summary>
    public int Outer(long inner)
    {
        lock (gate)
            return inner is > 0 and <= int.MaxValue ? numbers.Translate((int)inner) ?? 0 : 0;
    }

    /// <summary>All that the kernel says of a thread.</summary>
    /// <returns>False when it has ended.</returns>
    public bool TryLook(int thread, out ThreadActivity activity)
    {
        lock (gate)
            return sights.TryLook(thread, out activity);
    }

    /// <summary>How often a thread was picked to run, if it sleeps; −1 when it runs, has ended or the kernel does not say.</summary>
    public long Asleep(int thread) => TryLook(thread, out var activity) && activity.State is 'S' or 'D' ? activity.Timeslices : -1;

    /// <summary>How often a thread was picked to run; −1 when it has ended or the kernel does not say.</summary>
    public long Timeslices(int thread)
    {
        lock (gate)
            return sights.TryTimeslices(thread, out var timeslices) ? timeslices : -1;
    }

    /// <summary>Closes what was opened for threads that have ended, and forgets their numbers.</summary>
    public void Tidy()
    {
        lock (gate)
        {
            sights.Tidy();
            numbers.Forget();
        }
    }

    public void Dispose()
    {
        lock (gate)
            sights.Dispose();
    }
}
