namespace Unjam.Memory;

/// <summary>Sights of the threads of one process, opened when first asked for and kept. Bounded: beyond that, each look opens and closes its files.</summary>
public sealed class ThreadSights(ProcessDirectory directory, int most = 512) : IDisposable
{
    private readonly Dictionary<int, ThreadSight> open = [];

    /// <summary>How many threads' files are open.</summary>
    public int Count => open.Count;

    /// <summary>Asks the kernel about a thread, by its number as seen from here.</summary>
    /// <returns>False when there is no such thread any more.</returns>
    public bool TryLook(int thread, out ThreadActivity activity)
    {
        if (open.TryGetValue(thread, out var known))
        {
            if (known.TryLook(out activity))
                return true;

            // it has ended; its number may be another thread's by now
            known.Dispose();
            open.Remove(thread);
        }

        activity = default;
        if (ThreadSight.Open(directory, thread) is not { } sight)
            return false;
        var isThere = sight.TryLook(out activity);
        if (!isThere || open.Count >= most)
            sight.Dispose();
        else
            open.Add(thread, sight);
        return isThere;
    }

    /// <summary>Asks only how often a thread was picked to run, by its number as seen from here. One that was not looked at before is opened.</summary>
    /// <returns>False when there is no such thread any more, or the kernel does not say.</returns>
    public bool TryTimeslices(int thread, out long timeslices)
    {
        if (open.TryGetValue(thread, out var known))
            return known.TryTimeslices(out timeslices);
        timeslices = -1;
        return TryLook(thread, out var activity) && (timeslices = activity.Timeslices) >= 0;
    }

    /// <summary>Closes the files of threads that have ended. Costs a look at each: call it when the set of threads has changed.</summary>
    public void Tidy()
    {
        foreach (var (thread, sight) in open)
        {
            if (sight.TryLook(out _))
                continue;
            sight.Dispose();
            open.Remove(thread);
        }
    }

    public void Dispose()
    {
        foreach (var sight in open.Values)
            sight.Dispose();
        open.Clear();
    }
}
